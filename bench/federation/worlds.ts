import { INVENTORY_HEADER } from './inventory-questions.ts';
import { inventoryWorld } from './inventory-world.ts';
import { SHOP_HEADER } from './shop-terms.ts';
import { shopWorld } from './shop-world.ts';
import type { World, WorldOptions } from './world.ts';

/** The worlds by name, each with the prologue that the patterns of its plans are read with. */
export const WORLDS: Readonly<Record<string, { readonly header: string; make(options: WorldOptions): World | Promise<World> }>> = {
  inventory: { header: INVENTORY_HEADER, make: inventoryWorld },
  shop: { header: SHOP_HEADER, make: shopWorld },
};
