import { createContext, useContext } from 'react';
import type { Bilingual, UnitView } from '../api/types.ts';

/** What pickers of a change need to know of the organ. */
export interface House {
  units: readonly UnitView[];
  /** Organs beneath that stand. */
  beneath: readonly { id: string; name: Bilingual }[];
  /** People and units that the list in hand adds. */
  added: { people: Record<string, Bilingual>; units: Record<string, Bilingual> };
  /** Names of whoever was chosen. */
  names: Readonly<Record<string, Bilingual>>;
  remember(id: string, name: Bilingual): void;
}

export const HouseContext = createContext<House | null>(null);

export const useHouse = (): House | null => useContext(HouseContext);
