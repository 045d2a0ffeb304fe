/** Filing a case, and the filing that a merged case brings along. */
import { z } from 'zod';
import { dueByRow } from '../../case/edition.ts';
import type { AnyCtx } from '../../case/types.ts';
import { guard } from '../../refusal.ts';
import { dayOf } from '../../time/day.ts';
import type { RowOf } from '../define.ts';
import { affirmed, date, docNumber, yesNo } from '../parts/forms.ts';
import type { Followed } from '../parts/merging.ts';
import { DEPT_HEAD, OFFICERS, openClock, t, UNIT_HEAD } from '../parts/rows.ts';
import { type Here, more, row } from './head.ts';

export const inspection = (ctx: AnyCtx) => ctx.case.regime === 'labour-inspection';

/** The act to be punished. */
interface Act {
  actEndedOn?: string | undefined;
  financialHarm?: boolean | undefined;
}

/** An act undiscovered for the term of limitation (a longer one where financial safety is harmed) is not punished; the tip is the discovery. */
const withinLimitation = guard('out-of-time', 'form', (ctx: Here<Act>) => {
  const ended = ctx.form.actEndedOn;
  if (ended === undefined) return true;
  const due = dueByRow(ctx, 'limitation-penalty', ctx.form.financialHarm ? 1 : 0, ended);
  return due === null || dayOf(ctx.case.receivedAt) <= due;
});

/** The head of the inspection body files inspection cases (LSI-25 art. 19), the head of the department all others. */
export const fileCase = (body: boolean) =>
  row({
    act: 'file-case',
    label: t('立案', 'File a case'),
    from: ['Investigating'],
    flag: '!case-filed',
    when: (ctx) => inspection(ctx) === body,
    proposedBy: OFFICERS,
    by: body ? UNIT_HEAD : DEPT_HEAD,
    guards: [withinLimitation],
    basis: body ? 'LSI art. 14; LSI-25 art. 19' : 'APL art. 54 ¶2; M48 art. 25',
    form: z.object({
      standardMet: affirmed('符合立案标准', 'The standard of filing is met'),
      actEndedOn: date('违法行为终了之日（仍在继续的不填）', 'Day the act ended (empty: still going on)').optional(),
      financialHarm: yesNo('涉及金融安全且有危害后果', 'Financial safety was harmed').optional(),
      filingNumber: docNumber('立案文号', 'Number of the filing').optional(),
    }),
    to: 'same',
    raise: ['case-filed'],
    start: [{ deadline: 'penalty-decide' }, ...(body ? [{ deadline: 'inspection-investigate' } as const] : [])],
  });

/** The earlier filing binds (house): a merged case brings its own 90 days along where the leading one has none or later ones. */
const earlierFiling = (ctx: Here<{ filedAt?: string | undefined }>) => {
  const brought = ctx.form.filedAt;
  const own = openClock(ctx, 'penalty-decide');
  return brought !== undefined && (own === null || (own.count !== null && brought < own.count.start));
};

/** A row by which a merged case joins, twice: where it brings the earlier filing along, and where not. */
export const joins = <R extends RowOf<string, string, never, string, string, Followed>>(row: R): R[] => [
  more(row, {
    when: earlierFiling,
    raise: ['case-filed'],
    start: [{ deadline: 'penalty-decide', at: (ctx) => ctx.form.filedAt ?? ctx.at }],
  }),
  more(row, { when: (ctx) => !earlierFiling(ctx) }),
];
