import { type PropertyNames, propertiesEn } from './properties-en.ts';
export const propertiesAr: PropertyNames = propertiesEn;
