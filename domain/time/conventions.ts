/**
 * The conventions by which time is counted where the law leaves a choice: one choice, the same on every surface, shown
 * with each date that rests on it.
 */
export interface Convention {
  number: number;
  zh: string;
  en: string;
  /** What it rests on; null where it needs nothing. */
  basis: string | null;
  /** A court could read it otherwise; of 4 this is said of its second half. */
  openInLaw: boolean;
}

const c = (number: number, basis: string | null, openInLaw: boolean, zh: string, en: string): Convention => ({
  number,
  zh,
  en,
  basis,
  openInLaw,
});

/** All eighteen, in order of their numbers. */
export const CONVENTIONS: readonly Convention[] = [
  c(
    1,
    null,
    false,
    '以北京时间（东八区）确定当日，零时整属于新的一日。',
    'The day is that of Asia/Shanghai; exact midnight belongs to the new day.',
  ),
  c(
    2,
    'CC 201',
    false,
    '开始的当日不计入，自次日起算；在休息日收到的，该日为开始之日，其后第一个应计入的日子为第一日。',
    'The day of the start does not count; day one is the first countable day after it, also after a rest day.',
  ),
  c(
    3,
    '放假办法 6–7',
    true,
    '工作日依国务院公布的放假安排：周末和放假日除外，调休上班日计入。',
    'Working days follow the official calendar: weekends and named days off are out, named make-up days are in.',
  ),
  c(
    4,
    'CC 203',
    true,
    '以自然日、月、年计的期限，末日为非工作日的，顺延至次一工作日；持续期间和时效不顺延。',
    'A period in calendar days, months or years that ends on a rest day ends on the next working day; durations and bars do not roll.',
  ),
  c(
    5,
    'CC 203',
    false,
    '规定只写“日”而未作说明的，按自然日计；从严之日用于提醒，顺延后的最迟之日届满才算逾期。',
    'Where a rule says 日 and defines nothing, calendar days are counted: the strict day warns, only the latest day by roll-over is missed.',
  ),
  c(
    6,
    'TR 5; CC 201',
    false,
    '小时自起算时刻连续计算，夜间和节假日不扣除，不顺延、不中止、不延长。',
    'Hours run from the moment, through nights and holidays; no roll, no suspension, no extension.',
  ),
  c(
    7,
    'CC 202',
    false,
    '月、年以对应日为末日；没有对应日的，以当月末日为末日。',
    'Months and years end on the same day number, else on the last day of the month.',
  ),
  c(
    8,
    'APL 64(2)',
    false,
    '倒算的期限：行为之日与事件之日之间须有足数的完整日；最迟之日可以是休息日，绝不向后顺延。',
    'Counted back: the full number of days lies strictly between act and event; the latest day may be a rest day and never moves forward.',
  ),
  c(
    9,
    'CC 201; M49 28',
    true,
    '中止当日计入，中止原因消除当日不计入；同日中止又恢复的不影响；重叠的中止按一次计。',
    'The day of suspension counts, the day on which its cause ended does not; a pause within one day changes nothing, two at once are one.',
  ),
  c(
    10,
    null,
    false,
    '在末日或顺延期间中止的，中止期间不届满；恢复之日后第一个应计入的日子为末日。',
    'Suspended on the last day or while it rolls: no expiry meanwhile; the last day is the first countable day after the resumption.',
  ),
  c(
    11,
    'CC 202',
    false,
    '以月、年计的期限中止的，按自起算的自然日数扣除中止日后计算，末日只顺延一次。',
    'Months suspended: the period as its calendar days from the start, frozen days left out, then one roll.',
  ),
  c(
    12,
    null,
    false,
    '中止尚未恢复的，没有届满日，只显示剩余期间。',
    'While suspended there is no date; what is left is shown.',
  ),
  c(
    13,
    null,
    false,
    '延长的期间并入自起算的总期间，末日只顺延一次。',
    'An extension adds to the one budget from the start; one roll at the end.',
  ),
  c(
    14,
    null,
    false,
    '延长须在顺延、中止后的末日24时前批准；此后批准的无效，原期限不变。',
    'An extension is in time until 24:00 of the last day as rolled and as moved by suspensions; a later one is refused and the old date stands.',
  ),
  c(
    15,
    'CC 203',
    true,
    '末日截至24时；办公时间只作提示。',
    'The last day ends at 24:00; office hours are shown, not enforced.',
  ),
  c(
    16,
    'M49 23 ¶2',
    false,
    '规定期限重新计算的，另起新的期限，原期限以被替代结束，两者均保留。',
    'Where a rule restarts a period, a new clock begins and the old one is closed as superseded; both are kept.',
  ),
  c(
    17,
    'M49 23 ¶2',
    true,
    '期限重新计算的，新的期限可以再次延长，两次均显示。',
    'A restarted period may be extended again; both extensions are shown.',
  ),
  c(
    18,
    '放假办法 2',
    false,
    '超出已公布放假安排的日期，按周末和日期固定的法定节假日暂算，安排公布后重算。',
    'Past the last published calendar a date is provisional: weekends and the holidays fixed by date; recomputed when the notice comes.',
  ),
];

/** A convention by its number, 1 to 18. */
export function convention(number: number): Convention {
  const found = CONVENTIONS[number - 1];
  if (!found) throw new RangeError(`there is no counting convention ${number}`);
  return found;
}
