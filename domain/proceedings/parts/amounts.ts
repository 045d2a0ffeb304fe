import { z } from 'zod';
import { choice, date, yuan } from './forms.ts';

const AMOUNT_KINDS = [
  ['drawn', '骗取、多领', 'Drawn'],
  ['paid-in', '已缴', 'Paid in'],
  ['net', '净额', 'Net'],
  ['forecast', '测算', 'Forecast'],
  ['recovered', '已追回', 'Recovered'],
  ['gain', '违法所得', 'Unlawful gain'],
] as const;

/** Amounts, each with the day on which it was known: paid in, drawn, net, forecast and recovered are never one figure. */
export const AMOUNTS = z
  .array(
    z.strictObject({
      kind: choice('性质', 'Which amount', AMOUNT_KINDS),
      yuan: yuan('金额（元）', 'Amount, yuan'),
      knownOn: date('查明日', 'Day it was known'),
      from: date('所属期间起', 'Period from').optional(),
      until: date('所属期间止', 'Period until').optional(),
    }),
  )
  .max(50)
  .meta({ title: '金额', titleEn: 'Amounts' });

export type Amount = z.output<typeof AMOUNTS>[number];
