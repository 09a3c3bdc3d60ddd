import { type PropertyNames, propertiesEn } from './properties-en.ts';
export const propertiesRu: PropertyNames = propertiesEn;
