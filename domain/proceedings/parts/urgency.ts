import { z } from 'zod';
import { guard } from '../../refusal.ts';
import { vocabulary } from '../define.ts';
import { choice, option, words } from './forms.ts';
import { NAMES } from './names.ts';
import { DEPT_HEAD, openClock, ownLimit, t, task, UNIT_HEAD } from './rows.ts';

const { row } = vocabulary<never, 'urgent', unknown>();

const reported = guard('urgent-not-reported', 'state', (ctx) => openClock(ctx, 'tip-urgent-report') === null);

/** Grave or urgent matters (M49 art. 19): rows of 3.1 that hold for every open state of every section. */
export const URGENCY = [
  row({
    act: 'mark-urgent',
    label: t('标为重大紧急', 'Mark as grave or urgent'),
    from: 'open',
    flag: '!urgent',
    by: { staff: ['clerk', 'unit-head'] },
    basis: 'M49 art. 19',
    form: z.object({
      urgency: choice('情形', 'Which', [['grave', '重大', 'Grave'], option('urgent', NAMES.urgent)]),
    }),
    to: 'same',
    raise: ['urgent'],
    // "At once" has no number: the age is shown; a limit that the authority may set itself only warns.
    start: [{ deadline: 'tip-urgent-report', length: ownLimit('tip-urgent-report') }],
    tasks: [
      task(
        'unit-head',
        '立即向部门负责人报告并采取措施',
        'Report to the head of the department at once and take measures',
        'M49 art. 19',
      ),
    ],
  }),
  row({
    act: 'report-urgent',
    label: t('向部门负责人报告', 'Report to the head of the department'),
    from: 'open',
    flag: 'urgent',
    by: UNIT_HEAD,
    basis: 'M49 art. 19',
    form: z.object({ measures: words('已采取的措施', 'Measures taken') }),
    to: 'same',
    stop: ['tip-urgent-report'],
    tasks: [
      task('dept-head', '重大紧急举报已报告，请阅处', 'A grave or urgent tip was reported to you', 'M49 art. 19'),
    ],
  }),
  row({
    act: 'lift-urgent',
    label: t('解除紧急标记', 'Lift the urgent mark'),
    from: 'open',
    flag: 'urgent',
    by: DEPT_HEAD,
    guards: [reported],
    basis: 'M49 art. 19',
    to: 'same',
    lower: ['urgent'],
  }),
  row({
    expiry: ['tip-urgent-report'],
    label: t('紧急报告超过内部时限', 'Urgent report over the house limit'),
    from: 'open',
    by: 'system',
    basis: 'house: no number in M49 art. 19',
    to: 'same',
    outcome: () => 'warn',
    tasks: [
      task('unit-head', '重大紧急举报仍未报告', 'A grave or urgent tip is still not reported', 'M49 arts. 19, 39(3)'),
      task(
        'dept-head',
        '有重大紧急举报未及时报告',
        'A grave or urgent tip was not reported in time',
        'M49 arts. 19, 39(3)',
      ),
    ],
  }),
];
