/** What another proceeding learns: that it put something up, or listed it, on the strength of paper alone. */
import type { Role } from '../../people/types.ts';
import { vocabulary } from '../define.ts';
import { t, task, warnAgain } from '../parts/rows.ts';
import { START_WHEN_ENTERED, TWENTY } from './clock.ts';

/** System act by which a proceeding learns that what it put up or listed, it did on paper only. */
export const STANDS_ON_PAPER = 'stands-on-paper';
/** Flag: put up or listed on the strength of paper, and by no pair of ours yet. */
export const PAPER_ONLY = 'paper-only';

/** Rows of a proceeding that puts something before the public or on the platform: it learns of it, and is asked again and again. */
export function standsOnPaper<const State extends string>(a: {
  from: readonly State[];
  role: Role;
  told: readonly [zh: string, en: string];
}) {
  const { row } = vocabulary<State, typeof PAPER_ONLY, unknown>();
  return [
    row({
      act: STANDS_ON_PAPER,
      label: t('只凭纸质补录，待核对', 'Stands on paper alone, to be checked'),
      from: a.from,
      by: 'system',
      basis: 'house: paper acts',
      to: 'same',
      raise: [PAPER_ONLY],
      start: START_WHEN_ENTERED,
      tasks: [task(a.role, a.told[0], a.told[1], 'house: paper acts')],
    }),
    warnAgain({
      ...TWENTY,
      label: t('久未核对', 'Nobody has checked it'),
      from: a.from,
      flag: PAPER_ONLY,
      basis: 'house: house-paper',
      tell: [task('unit-head', a.told[0], a.told[1], 'house: paper acts')],
    }),
  ];
}
