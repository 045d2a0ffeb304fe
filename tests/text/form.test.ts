import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { CONDUCT } from '../../domain/law/grounds.ts';
import { tipSchema } from '../../domain/tip.ts';
import { progressPage } from '../../web/citizen/progress.tsx';
import { tipOf } from '../../web/citizen/tell.tsx';
import { tellPage } from '../../web/citizen/tell-form.tsx';

const LEAST = { 'accused-name': '示例单位', clue: '事情' };
const wrong = (typed: Record<string, string>, lang: 'zh' | 'en' = 'zh') => {
  const made = tipOf({ ...LEAST, ...typed }, lang);
  return 'wrong' in made ? Object.fromEntries(made.wrong.map((w) => [w.field, w.text])) : {};
};
const tip = (typed: Record<string, string>) => {
  const made = tipOf({ ...LEAST, ...typed }, 'zh');
  if ('wrong' in made) throw new Error(JSON.stringify(made.wrong));
  return made.tip;
};

describe('the form takes what a person means', () => {
  test('every situation of the list at once', () => {
    const all = CONDUCT.map((c) => c.id);
    expect(tip({ conduct: all.join('\n') }).conduct).toEqual(all);
    expect(tipSchema.safeParse({ accused: { name: 'x' }, clue: 'y', conduct: [...all, all[0]] }).success).toBe(false);
  });

  test('a story whose line breaks arrive as two characters', () => {
    const story = Array.from({ length: 200 }, () => '某'.repeat(99)).join('\r\n');
    expect(tip({ clue: story }).clue).toBe(story.replaceAll('\r\n', '\n'));
  });

  test.each(['abc＠qq.com', 'ａｂｃ@qq.com', 'abc@qq。com'])('the e-mail %s', (typed) => {
    expect(tip({ email: typed }).tipster?.email).toBe('abc@qq.com');
  });
});

describe('each fault has a sentence of its own, with the name of its field', () => {
  test('an amount that is too large is not one that is not written in digits', () => {
    expect(wrong({ amount: '999999999999999999' })).toEqual({
      amount: '金额：数额太大，最多1,000,000,000,000，请核对',
    });
    expect(wrong({ amount: '很多' })).toEqual({ amount: '金额：请只用数字填写，以元为单位，例如：120000' });
  });

  test('a text that is too long says how long it may be and how long it is', () => {
    expect(wrong({ clue: '某'.repeat(20_005) })).toEqual({ clue: '事情经过：最多20,000字，现有20,005字' });
    expect(wrong({ where: '某'.repeat(501) }, 'en')).toEqual({ where: 'Where: at most 500 characters; there are 501' });
    expect(wrong({ 'accused-code': '9'.repeat(51) })).toHaveProperty('accused-code');
  });

  test('a character that cannot be kept is named at its field and not taken out in silence', () => {
    expect(wrong({ clue: '事\u0000情', home: '\u0001' })).toEqual({
      clue: '事情经过：含有不能接受的字符，请删去后重新填写',
      home: '通信地址：含有不能接受的字符，请删去后重新填写',
    });
  });

  test('and the field that it points to is on the page, with what was typed and its length', () => {
    const typed = {
      ...LEAST,
      clue: '某'.repeat(20_005),
      'accused-name': '某'.repeat(201),
      'accused-address': '某'.repeat(501),
      'accused-code': '9'.repeat(51),
      'accused-representative': '某'.repeat(201),
      when: '某'.repeat(501),
      where: '某'.repeat(501),
      amount: 'x',
      name: '某'.repeat(101),
      'id-number': '1'.repeat(41),
      phone: '1'.repeat(41),
      email: 'x',
      home: '某'.repeat(501),
    };
    const made = tipOf(typed, 'zh');
    if (!('wrong' in made)) throw new Error('taken');
    expect(made.wrong.map((w) => w.field).sort()).toEqual(Object.keys(typed).sort());
    const page = tellPage('zh', 'k', typed, made.wrong);
    for (const { field } of made.wrong) {
      expect(page).toContain(`id="${field}"`);
      expect(page).toContain(`id="${field}-error"`);
      expect(page).toContain(typed[field as keyof typeof typed]);
    }
    expect(page).toContain('最多20,000字，现有20,005字');
  });

  test('nothing is cut by the browser before we see it', () => {
    expect(tellPage('zh', 'k')).not.toMatch(/maxlength/i);
  });
});

describe('nothing that is typed is cut in silence', () => {
  test('the box for a message says how long it may be and, where it comes back, how long it is', () => {
    const tipstersPage = {
      organ: { id: 'city', name: { zh: '市人社局', en: 'City department' } },
      receivedAt: '2025-03-03',
      named: false,
      withdrawn: false,
      timeline: [],
      now: [],
      next: [],
      letters: [],
      messages: [],
      openings: [],
      evidence: [],
      acts: [],
    };
    const page = (lang: 'zh' | 'en', text?: string) =>
      progressPage(lang, 'R', 'K', tipstersPage, text === undefined ? {} : { bad: 'x', at: 'text', typed: { text } });
    expect(page('zh')).toContain('最多20,000字。');
    expect(page('zh', '某\r\n'.repeat(10_001))).toContain('最多20,000字，现有20,002字。');
    expect(page('en', 'x'.repeat(20_001))).toContain('20,000 characters at most; there are 20,001.');
    expect(page('zh')).toMatch(/aria-describedby="text-hint"/);
  });

  test('no field of the console has an end that cuts: the API says how long a text may be', () => {
    const folder = fileURLToPath(new URL('../../web/console', import.meta.url));
    const cutting = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.tsx'))
      .filter((file) => readFileSync(join(folder, file), 'utf8').includes('maxLength={'));
    expect(cutting).toEqual([]);
  });
});
