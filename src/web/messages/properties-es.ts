import { type PropertyNames, propertiesEn } from './properties-en.ts';
export const propertiesEs: PropertyNames = propertiesEn;
