import { addMonths, dateOf, dayNumber } from '../time/day.ts';
import type { PlainDate } from '../time/types.ts';
import { REGION_WORDS } from './glossary.ts';
import { INSTRUMENTS, type InstrumentShort } from './instruments.ts';
import type { Bilingual, Instrument } from './types.ts';

/** What is recorded of an instrument besides its title: the edition that was read, where, and on which day last. */
export interface Checked {
  /** Year of the edition that was read; null: nobody recorded one. */
  edition: number | null;
  /** Where its words were read; null: nobody recorded it. */
  where: Bilingual | null;
  /** Day of the last check; null: nobody recorded one. */
  on: PlainDate | null;
  /** Where it is law; null: everywhere. */
  place: Bilingual | null;
}

const bi = (zh: string, en: string): Bilingual => ({ zh, en });

const COLLECTION = bi(
  '公开的法律文本库（文本截至2025年4月）',
  'a public collection of law texts (its texts end in April 2025)',
);
const RULE_LIBRARY = bi(
  '国家规章库的副本（文本截至2026年9月）',
  'a copy of the national rule library (its texts end in September 2026)',
);
const HANDED_IN = bi('随项目提供的文件', 'the document handed in with the project');
const REPORTS = bi('转载或者报道它的网页', 'web pages that repost or report it');

const PLACES = {
  ...REGION_WORDS,
  hubei: bi('湖北', 'Hubei'),
  guangdong: bi('广东', 'Guangdong'),
  qingdao: bi('青岛', 'Qingdao'),
  ningde: bi('宁德', 'Ningde'),
} as const;

const from =
  (where: Bilingual) =>
  (edition: number | null, more: { on?: PlainDate; place?: keyof typeof PLACES } = {}): Checked => ({
    edition,
    where,
    on: more.on ?? null,
    place: more.place ? PLACES[more.place] : null,
  });
const collection = from(COLLECTION);
const library = from(RULE_LIBRARY);
const handedIn = from(HANDED_IN);
const reports = from(REPORTS);

const LAST = '2026-11-28';

/** The record of every instrument. A day that nobody wrote down is blank, never guessed. */
export const CHECKED: Readonly<Record<InstrumentShort, Checked>> = {
  APL: collection(2021, { on: LAST }),
  AEL: collection(2011, { on: LAST }),
  ARL: collection(2023, { on: LAST }),
  ALL: collection(2017, { on: LAST }),
  'ALL-JI': collection(2018, { on: LAST }),
  CPL: collection(2023),
  CC: collection(null),
  CrPL: collection(2018, { on: LAST }),
  TR: collection(2020, { on: LAST }),
  PSB: collection(2020),
  SPP01: collection(2001),
  SPP21: reports(2021),
  SPP24: reports(2024),
  PR: collection(2022),
  SIL: collection(2018, { on: LAST }),
  SIO: collection(null, { on: LAST }),
  LSI: collection(2004),
  'ZJ-LSI': collection(2020, { place: 'zhejiang' }),
  'LSI-25': library(2022),
  M49: library(null, { on: LAST }),
  M48: library(null),
  M45: reports(2019),
  RW: reports(2022),
  FRAUD16: reports(2016),
  FRAUD15: reports(2015),
  INC20: reports(2020),
  INC12: handedIn(2012, { place: 'zhejiang' }),
  OGI: collection(2019),
  G118: reports(2018),
  SL: collection(2024, { on: LAST }),
  GP: collection(2020),
  DI20: reports(2020),
  DI19: reports(null),
  CR26: library(null, { on: LAST }),
  CR23: reports(2023),
  'SH-CR': collection(2017, { place: 'shanghai' }),
  'ZJ-CR': collection(2017, { place: 'zhejiang' }),
  EF26: reports(2026),
  AUD: library(null),
  PIPL: collection(2021),
  'ZJ-PET': collection(2016, { place: 'zhejiang' }),
  'YN-RW': reports(2023, { place: 'yunnan' }),
  'IM-RW': reports(null, { place: 'inner-mongolia' }),
  'HB-RW': reports(2022, { place: 'hubei' }),
  'RW-C': reports(2023),
  'QD-LSI': collection(2022, { place: 'qingdao' }),
  'HB-PUB': reports(null, { place: 'hebei' }),
  AL: collection(null),
  ARC: collection(null),
  'ARC-REG': collection(2024),
  'SI-ARC': reports(null),
  GBF25: reports(2025),
  ND20: reports(2020, { place: 'ningde' }),
  CON: collection(null),
  CL: collection(null),
  CSL: collection(null),
  EPL: collection(2015, { on: LAST }),
  UIR: collection(null),
  'GD-UIR': collection(null, { place: 'guangdong' }),
  SIC: collection(null),
  'F16-14': reports(2016),
  SH21: handedIn(2021, { place: 'shanghai' }),
  'SH-PC21': handedIn(2021, { place: 'shanghai' }),
  HN08: handedIn(2008, { place: 'hunan' }),
};

/** The instruments, national ones in the order of the catalogue, then regional ones. */
export const nationalFirst = (): readonly Instrument<InstrumentShort>[] => [
  ...INSTRUMENTS.filter((i) => CHECKED[i.short].place === null),
  ...INSTRUMENTS.filter((i) => CHECKED[i.short].place !== null),
];

/** Months after which a check counts as old: a rule of the house. */
const KEEPS_MONTHS = 12;

/** `old`: last checked more than a year ago; `unrecorded`: nobody wrote down a day. */
export type Freshness = 'fresh' | 'old' | 'unrecorded';

/** How fresh a check is on a day. On the day a year later it is not yet old. */
export function freshness({ on }: Pick<Checked, 'on'>, today: PlainDate): Freshness {
  if (on === null) return 'unrecorded';
  return dateOf(addMonths(dayNumber(on), KEEPS_MONTHS)) < today ? 'old' : 'fresh';
}

/** The short names of the instruments that are not known to have been checked within a year, in the order of the catalogue. */
export function uncheckedOn(
  today: PlainDate,
  checked: Readonly<Record<string, Pick<Checked, 'on'>>> = CHECKED,
): { old: string[]; unrecorded: string[] } {
  const those = (what: Freshness) =>
    INSTRUMENTS.map((i): string => i.short).filter(
      (short) => freshness(checked[short] ?? { on: null }, today) === what,
    );
  return { old: those('old'), unrecorded: those('unrecorded') };
}
