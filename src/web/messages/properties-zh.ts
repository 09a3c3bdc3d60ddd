import { type PropertyNames, propertiesEn } from './properties-en.ts';
export const propertiesZh: PropertyNames = propertiesEn;
