/** What an authority still has to see to before its first case runs by itself, worked out from how it stands: nothing is ticked off by hand. */
import type { Authority } from '../case/types.ts';
import { appliesIn, DEADLINES, HOUSE_LIMITS } from '../law/index.ts';
import type { Bilingual } from '../law/types.ts';
import { lookUp } from '../look-up.ts';
import { certificateOn, holdersOn } from '../people/may.ts';
import { calledOn } from '../people/organs.ts';
import { BY_TWO, type Directory, ROLE_NAMES, type Role } from '../people/types.ts';
import { dayOf } from '../time/day.ts';
import type { Calendars, Instant } from '../time/types.ts';
import { confirmable } from './decide.ts';
import { confirmationAt, hearingAmountsOn, houseLimitOn } from './settled.ts';

/** What waits until somebody holds a post. */
const WITHOUT: readonly (readonly [role: Role, least: number, without: Bilingual])[] = [
  [
    'clerk',
    1,
    { zh: '来件没有人登记，举报只能存着', en: 'nobody registers what comes in: tips are kept and nothing more' },
  ],
  [
    'special',
    1,
    { zh: '举报本机关人员的来件没有专门受理', en: 'tips about people of the house have no door of their own' },
  ],
  ['unit-head', 1, { zh: '没有人决定受理、指派承办人', en: 'nobody accepts a tip or names officers' }],
  [
    'officer',
    2,
    {
      zh: '不能调查：须有两名持有监督检查证的承办人',
      en: 'nothing is investigated: that takes two officers with a certificate',
    },
  ],
  ['dept-head', 1, { zh: '没有人批准立案和处罚', en: 'nobody approves filing a case or a penalty' }],
  [
    'legal',
    1,
    {
      zh: '处罚没有法制审核，期限规则没有人确认',
      en: 'no legal review of penalties, and nobody confirms rows of the law',
    },
  ],
  ['credit', 1, { zh: '不能列入失信名单', en: 'nobody is listed with the credit platform' }],
  ['disclosure', 1, { zh: '决定不能公开', en: 'no decision is published' }],
  ['second-person', 1, { zh: '公开前没有人复核', en: 'nobody checks what is to be published' }],
  ['hearing-chair', 1, { zh: '不能举行听证', en: 'no hearing is held' }],
  ['inspector', 1, { zh: '没有人监督移送', en: 'nobody oversees the referrals' }],
];

/**
 * What cannot be done yet, post by post, in the order of a case.
 * @param held how many hold a post; officers only with a certificate
 */
export const waitsFor = (held: (role: Role) => number): { role: Role; without: Bilingual }[] =>
  WITHOUT.flatMap(([role, least, without]) => (held(role) < least ? [{ role, without }] : []));

export interface FirstStep {
  id: 'posts' | 'above' | 'law' | 'limits' | 'hearing' | 'days-off';
  title: Bilingual;
  /** What it is good for, or what waits without it. */
  why: Bilingual;
  whose: readonly Role[];
  /** What is still open, in so many words; none: it is done. */
  open: Bilingual[];
}

/** Month from whose first day on the days off of the next year are asked for: the State Council announces them in the autumn. House rule. */
const ANNOUNCED_FROM = '11';

const count = (n: number, zh: string, one: string, more: string): Bilingual[] =>
  n === 0 ? [] : [{ zh: `${n}${zh}`, en: n === 1 ? `1 ${one}` : `${n} ${more}` }];

/**
 * The steps of the first days, in the order in which a tip meets them. They say nothing of any case: somebody accused reads them, too.
 * @param at the moment; posts and calendars are asked for its day
 */
export function firstDays(
  { directory, calendars, authority }: { directory: Directory; calendars: Calendars; authority: Authority },
  at: Instant,
): FirstStep[] {
  const today = dayOf(at);
  const { organ, region } = authority;
  const held = (role: Role) =>
    holdersOn(directory, organ, role, today).filter((p) => role !== 'officer' || certificateOn(p, today) !== null)
      .length;
  const superior = lookUp(directory.organs, organ)?.superior ?? null;
  const above = superior === null ? null : lookUp(directory.organs, superior);
  const nobodyAbove = superior === null || holdersOn(directory, superior, 'dept-head', today).length === 0;
  const rows = DEADLINES.filter((d) => d.use === 'clock' && appliesIn(d, region) && confirmable(d) !== null);
  const unread = rows.filter((d) => confirmationAt(authority, d.id, d.edition.inForce, at) === null);
  const unset = HOUSE_LIMITS.filter((h) => houseLimitOn(authority, h.id, today) === null);
  const year = Number(today.slice(0, 4));
  const years = today.slice(5, 7) >= ANNOUNCED_FROM ? [year, year + 1] : [year];
  return [
    {
      id: 'posts',
      title: { zh: '每个岗位都有人', en: 'Somebody at every post' },
      why: {
        zh: '没有人的岗位，等它办理的事项就停在那里。',
        en: 'What waits for a post that nobody holds stands still.',
      },
      whose: BY_TWO.ask,
      open: waitsFor(held).map(({ role, without }) => ({
        zh: `${ROLE_NAMES[role].zh}：${without.zh}`,
        en: `${ROLE_NAMES[role].en}: ${without.en}`,
      })),
    },
    {
      id: 'above',
      title: { zh: '上级机关有人接办', en: 'Somebody in the organ above' },
      why: {
        zh: '举报本机关负责人的案件，由上级机关决定。',
        en: 'A case against a head of this authority is decided by the organ above.',
      },
      whose: BY_TWO.ask,
      open: !nobodyAbove
        ? []
        : above === null || above === undefined
          ? [{ zh: '没有设上级机关', en: 'There is no organ above' }]
          : [
              {
                zh: `${calledOn(above, today).zh}还没有人担任${ROLE_NAMES['dept-head'].zh}`,
                en: `Nobody of ${calledOn(above, today).en} holds the post: ${ROLE_NAMES['dept-head'].en}`,
              },
            ],
    },
    {
      id: 'limits',
      title: { zh: '设定内部时限', en: 'Set the house limits' },
      why: {
        zh: '法律没有规定天数的环节，由正职负责人自定；不设定就不提醒。',
        en: 'Where the law gives no number the principal sets one; without it nobody is reminded.',
      },
      whose: ['principal'],
      open: count(unset.length, '项内部时限还没有设定', 'house limit is not set', 'house limits are not set'),
    },
    {
      id: 'law',
      title: { zh: '核对没有读过原文的期限', en: 'Confirm the rows that nobody read in the original' },
      why: {
        zh: '没有核对的期限届满只提醒，不记逾期。',
        en: 'At the end of a row that is not confirmed there is a warning and no breach.',
      },
      whose: ['legal'],
      open: count(
        unread.length,
        '项期限等待法制审核岗确认',
        'row waits for the legal reviewer',
        'rows wait for the legal reviewer',
      ),
    },
    {
      id: 'hearing',
      title: { zh: '填写听证的数额标准', en: 'Enter the amounts of the hearing' },
      why: {
        zh: '没有填写时，一律告知听证权利（行政处罚法第六十三条）。',
        en: 'Without them a hearing is always offered (APL art. 63).',
      },
      whose: ['principal'],
      open: hearingAmountsOn(authority, today) === null ? [{ zh: '还没有填写', en: 'Not entered yet' }] : [],
    },
    {
      id: 'days-off',
      title: { zh: '发布放假安排', en: 'Publish the days off' },
      why: {
        zh: '按工作日计算的期限以国务院办公厅的通知为准；没有通知的年份，日期只是暂定。',
        en: 'Working days are counted by the notice of the State Council; in a year without one a date is provisional.',
      },
      whose: ['admin'],
      open: years
        .filter((y) => !calendars.years.has(y))
        .map((y) => ({ zh: `${y}年的放假安排还没有发布`, en: `The days off of ${y} are not published` })),
    },
  ];
}
