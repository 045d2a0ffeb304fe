import { createContext, useContext } from 'react';
import type { Staff } from '../api/types.ts';
import type { Loaded } from '../api/use-get.ts';

/** What pickers of a form need to know of the case. */
export interface AboutCase {
  me: string;
  officers: string[];
  /** Staff whom the form in hand may name; null: everybody. */
  offers: string[] | null;
  staff: Loaded<Staff>;
}

export const AboutCaseContext = createContext<AboutCase | null>(null);

export const useAboutCase = (): AboutCase | null => useContext(AboutCaseContext);
