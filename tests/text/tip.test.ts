import { describe, expect, test } from 'vitest';
import { CONDUCT } from '../../domain/law/grounds.ts';
import {
  EVIDENCE_LIMITS,
  EVIDENCE_LIMITS_SAID,
  isRealName,
  RECEIPT_SHOWN,
  TIP_LISTS,
  type Tip,
  tipSchema,
} from '../../domain/tip.ts';

const LEAST = { accused: { name: '某单位' }, clue: '某事' };
const parse = (more: object = {}) => tipSchema.safeParse({ ...LEAST, ...more });
const wrong = (more: object) => parse(more).error?.issues.map((i) => i.path.join('.'));

describe('a tip', () => {
  test('is enough with a name and a clue; what is not said is not known, and nobody is told anything unasked', () => {
    expect(parse({ tipster: {} }).data).toEqual({
      accused: { name: '某单位', kind: 'unknown' },
      clue: '某事',
      fund: 'unknown',
      conduct: [],
      concernsStaff: 'unsure',
      tipster: { wantsNotice: false },
    });
    expect(parse({ amount: { cny: 1 } }).data?.amount).toEqual({ cny: 1, basis: 'unknown' });
    expect(wrong({ accused: {} })).toEqual(['accused.name']);
    expect(wrong({ clue: ' ' })).toEqual(['clue']);
  });

  test('takes no field that it does not know, at any depth', () => {
    for (const [more, at] of [
      [{ extra: 1 }, ''],
      [{ accused: { name: 'x', extra: 1 } }, 'accused'],
      [{ amount: { cny: 1, extra: 1 } }, 'amount'],
      [{ tipster: { extra: 1 } }, 'tipster'],
    ] as const)
      expect(wrong(more), JSON.stringify(more)).toEqual([at]);
  });

  test('says its sum in yuan, none below nothing and none above what is a slip of the keyboard', () => {
    expect([0, 0.01, 1e12].map((cny) => parse({ amount: { cny } }).success)).toEqual([true, true, true]);
    expect([-0.01, 1e12 + 1].map((cny) => wrong({ amount: { cny } }))).toEqual([['amount.cny'], ['amount.cny']]);
  });

  test('names each of a closed list at most once over', () => {
    expect(TIP_LISTS).toEqual({
      accused: ['person', 'employer', 'agency-staff', 'training-body', 'intermediary', 'other', 'unknown'],
      fund: [
        'pension',
        'work-injury',
        'unemployment',
        'employment-subsidy',
        'training-subsidy',
        'medical',
        'maternity',
        'unknown',
      ],
      amount: ['drawn', 'paid-in', 'forecast', 'unknown'],
      interest: ['none', 'victim', 'colleague', 'competitor', 'in-dispute', 'other'],
      known: ['saw', 'documents', 'told', 'work', 'other'],
      staff: ['yes', 'no', 'unsure'],
      door: ['special', 'above'],
      away: ['reception', 'special', 'heads'],
    });
    expect(parse({ notPosts: [...TIP_LISTS.away] }).success).toBe(true);
    expect(wrong({ notPosts: [...TIP_LISTS.away, 'heads'] })).toEqual(['notPosts']);
    expect(wrong({ conduct: ['no-such'] })).toEqual(['conduct.0']);
    expect(parse({ conduct: CONDUCT.map((c) => c.id) }).success).toBe(true);
  });

  test('bears a real name with an ID document and one true contact, anything less is anonymous', () => {
    const said = (tipster: object | undefined) => isRealName({ tipster } as Pick<Tip, 'tipster'>);
    const name = { name: '某甲', idNumber: '110' };
    expect([{ phone: '1' }, { email: 'a@b.cn' }, { address: '某路' }].map((c) => said({ ...name, ...c }))).toEqual([
      true,
      true,
      true,
    ]);
    for (const less of [
      undefined,
      {},
      name,
      { name: '某甲', phone: '1' },
      { idNumber: '110', phone: '1' },
      { phone: '1' },
    ])
      expect(said(less), JSON.stringify(less)).toBe(false);
    expect(said({ ...name, phone: '' })).toBe(false);
  });
});

test('what may be sent with a tip is said in the numbers that hold', () => {
  expect(EVIDENCE_LIMITS).toEqual({
    files: 20,
    bytes: 52_428_800,
    total: 209_715_200,
    dayFiles: 100,
    dayBytes: 524_288_000,
  });
  expect(EVIDENCE_LIMITS_SAID).toEqual({
    zh: '一次最多20个文件，每个不超过50 MB，共不超过200 MB；一份凭证一天最多100个、500 MB。',
    en: 'At most 20 files at a time, 50 MB each and 200 MB together; 100 files and 500 MB a day for one receipt.',
  });
  expect([RECEIPT_SHOWN.zh, RECEIPT_SHOWN.en].every((said) => /末四位|last four/.test(said))).toBe(true);
});
