import type { Calendar } from '../../time/types.ts';

/** 国务院办公厅关于2025年部分节假日安排的通知, the first under the measure of 2024 with 13 statutory days off. */
export const calendar2025: Calendar = {
  year: 2025,
  notice: '国办发明电〔2024〕12号',
  published: '2024-11-12',
  // biome-ignore format: one line for each holiday, as the notice names them
  off: [
    '2025-01-01',
    '2025-01-28', '2025-01-29', '2025-01-30', '2025-01-31', '2025-02-01', '2025-02-02', '2025-02-03', '2025-02-04',
    '2025-04-04', '2025-04-05', '2025-04-06',
    '2025-05-01', '2025-05-02', '2025-05-03', '2025-05-04', '2025-05-05',
    '2025-05-31', '2025-06-01', '2025-06-02',
    '2025-10-01', '2025-10-02', '2025-10-03', '2025-10-04', '2025-10-05', '2025-10-06', '2025-10-07', '2025-10-08',
  ],
  work: ['2025-01-26', '2025-02-08', '2025-04-27', '2025-09-28', '2025-10-11'],
  names: {
    '2025-01-01': { zh: '元旦', en: "New Year's Day" },
    '2025-01-28': { zh: '春节', en: 'Spring Festival' },
    '2025-04-04': { zh: '清明节', en: 'Qingming Festival' },
    '2025-05-01': { zh: '劳动节', en: 'Labour Day' },
    '2025-05-31': { zh: '端午节', en: 'Dragon Boat Festival' },
    '2025-10-01': { zh: '国庆节、中秋节', en: 'National Day and Mid-Autumn Festival' },
  },
};
