import { type PropertyNames, propertiesEn } from './properties-en.ts';
export const propertiesFr: PropertyNames = propertiesEn;
