import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { setUpFileOf, setUpSchemaPage } from '../../bin/lib/set-up-file.ts';
import { houseOf, NEEDED, type SetUpFile, waitsForPeople } from '../../domain/authority/set-up.ts';
import { heldApart } from '../../domain/people/apart.ts';
import { rolesOn, seesNoFile } from '../../domain/people/may.ts';
import { passwordRefused } from '../../domain/people/password.ts';
import { CASE_ROLES, OFFICERS_OF_THE_SYSTEM, PASSWORD_LEAST, ROLES, type Role } from '../../domain/people/types.ts';
import { sample } from '../support/proof.ts';

const TODAY = '2026-06-10';
const NOW = '2026-06-10T10:00:00+08:00';
const example = () =>
  JSON.parse(
    readFileSync(fileURLToPath(new URL('../../docs/setup.example.json', import.meta.url)), 'utf8'),
  ) as SetUpFile;
const read = (raw: unknown) => setUpFileOf(raw, { today: TODAY, served: ['https://tips.example.gov.cn'] });
/** The fields that are named when the example is changed so. */
function wrong(change: (file: SetUpFile & Record<string, never>) => unknown): string[] {
  const file = example() as SetUpFile & Record<string, never>;
  const given = change(file);
  const { file: taken, faults } = read(given === undefined ? file : given);
  expect(taken).toBeNull();
  for (const { message } of faults) {
    expect(message.zh).toMatch(/\p{Script=Han}/u);
    expect(message.en.length).toBeGreaterThan(0);
  }
  return faults.map(({ field }) => field).sort();
}
const put = (target: object, change: object) => void Object.assign(target, change);

describe('posts that nobody holds together', () => {
  test('are refused in whichever order, and each post goes with itself', () => {
    for (const one of ROLES) {
      expect(heldApart([one, one])).toEqual([]);
      for (const other of ROLES) expect(heldApart([one, other]).length).toBe(heldApart([other, one]).length);
    }
  });

  test('the three officers of the system are apart from each other, from the custodian and from every post of a case', () => {
    const apart = (one: Role, other: Role) => heldApart([one, other]).length > 0;
    for (const one of OFFICERS_OF_THE_SYSTEM)
      for (const other of [...CASE_ROLES, 'custodian' as const, ...OFFICERS_OF_THE_SYSTEM])
        expect([one, other, apart(one, other)]).toEqual([one, other, one !== other]);
    for (const other of CASE_ROLES) expect(apart('custodian', other)).toBe(true);
    expect(heldApart(['admin', 'clerk'])[0]?.basis).toEqual({ kind: 'law', clause: 'INC12 (四)' });
    expect(heldApart(['clerk', 'unit-head', 'legal'])).toEqual([]);
    // What the page where a tip is told says of the special intake, and who reads what these posts opened.
    expect(apart('special', 'clerk')).toBe(true);
    for (const other of [...OFFICERS_OF_THE_SYSTEM, 'custodian' as const]) expect(apart('inspector', other)).toBe(true);
  });

  test('the five who are needed are therefore five people', () => {
    for (const one of NEEDED)
      for (const other of NEEDED) if (one !== other) expect(heldApart([one, other])).not.toEqual([]);
  });
});

describe('a password that somebody chooses', () => {
  const refused = (password: string, before = 'something else') => {
    const no = passwordRefused(password, { login: 'unithead', before });
    expect(no?.fields?.map(({ field }) => field) ?? ['next']).toEqual(['next']);
    return no?.message.en ?? null;
  };
  test.each([
    ['elevenchars', /12 characters/],
    ['密码密码密码', /12 characters/],
    ['Password2026!', /used by many/],
    ['!!sunshine!!1', /used by many/],
    ['1qaz2wsx3edc', /used by many/],
    ['QAZWSXEDCRFV', /used by many/],
    ['abcdabcdabcdabcd', /used by many/],
    ['aaaaaaaaaaaa', /used by many/],
    ['987654321012345', /used by many/],
    ['qwertyuiop1234', /used by many/],
    ['the-UnitHead-of-us', /sign-in name/],
  ])('%s is refused', (password, why) => {
    expect(refused(password)).toMatch(why);
  });
  test.each(['lantern orbit gravel', '春江潮水连海平海上明月共潮生', 'mVq9-tz2R-kd7W', 'nobody reads this 4'])(
    '%s is taken',
    (password) => {
      expect(refused(password)).toBeNull();
    },
  );
  test('the present one is not a new one', () => {
    expect(refused('lantern orbit gravel', 'lantern orbit gravel')).toMatch(/present one/);
  });
  test('drawn by chance it is taken, and judged in no time whatever it is', () => {
    const drawn = fc.array(fc.integer({ min: 0x21, max: 0x7e }), { minLength: 16, maxLength: 16 });
    fc.assert(
      fc.property(drawn, (codes) => {
        const password = String.fromCharCode(...codes);
        // One piece twice, or rows of keys, comes up by chance as good as never.
        fc.pre(new Set(codes).size > 9);
        return refused(password) === null;
      }),
      { numRuns: sample(200, 20_000) },
    );
    fc.assert(
      fc.property(fc.string({ minLength: PASSWORD_LEAST, maxLength: 200, unit: 'binary' }), (password) => {
        refused(password);
      }),
      { numRuns: sample(200, 20_000) },
    );
  });
});

describe('the file of set-up', () => {
  test('has the form that docs/setup.schema.json says: run npm run law after a change', async () => {
    await expect(setUpSchemaPage()).toMatchFileSnapshot('../../docs/setup.schema.json');
  });

  test('the example in docs/ has it, and names nobody', () => {
    const { file, faults } = read(example());
    expect(faults).toEqual([]);
    const { directory, about } = houseOf(file!, NOW, TODAY);
    expect(about).toMatchObject({ publicUrl: 'https://tips.example.gov.cn', setUpAt: NOW });
    for (const login of ['admin', 'approver', 'auditor', 'custodian']) {
      expect(seesNoFile(directory.people[login]!, TODAY)).toBe(true);
      expect([...rolesOn(directory.people[login]!, 'organ', TODAY)]).toEqual([login]);
    }
    expect(waitsForPeople(file!).map(({ role }) => role)).toEqual([
      'credit',
      'disclosure',
      'second-person',
      'hearing-chair',
      'inspector',
    ]);
  });

  test('says what waits where a post has too few: one officer, and one without a certificate, are none', () => {
    const file = example();
    for (const p of file.people) if (p.login === 'officer2') delete p.certificate;
    expect(waitsForPeople(file).map(({ role }) => role)).toContain('officer');
  });

  test.each<[string, (file: SetUpFile & Record<string, never>) => unknown, string[]]>([
    ['a circle of units', (f) => put(f.units[0]!, { parent: 'supervision' }), ['units.0.parent', 'units.1.parent']],
    ['a unit above itself', (f) => put(f.units[3]!, { parent: f.units[3]!.id }), ['units.3.parent']],
    ['a unit above that is not there', (f) => put(f.units[3]!, { parent: 'moon' }), ['units.3.parent']],
    ['two units of one id', (f) => put(f.units[3]!, { id: 'audit' }), ['people.8.unit', 'units.7.id']],
    ['an unknown unit', (f) => put(f.people[3]!, { unit: '__proto__' }), ['people.3.unit']],
    ['an unknown role', (f) => put(f.people[3]!, { roles: ['wizard'] }), ['people', 'people.3.roles']],
    ['roles that are apart', (f) => put(f.people[3]!, { roles: ['custodian', 'clerk'] }), ['people.3.roles']],
    ['no role', (f) => put(f.people[7]!, { roles: [] }), ['people.7.roles']],
    ['two people with one login', (f) => put(f.people[3]!, { login: 'admin' }), ['people.3.login']],
    ['a login of another form', (f) => put(f.people[3]!, { login: 'Ad min' }), ['people.3.login']],
    ['an organ that is its own superior', (f) => put(f.organ, { superior: f.organ.name }), ['organ.superior']],
    ['an unknown region', (f) => put(f.organ, { region: 'atlantis' }), ['organ.region']],
    [
      'an expired certificate',
      (f) => put(f.people[9]!, { certificate: { number: '1', from: '2020-01-01', until: '2026-06-09' } }),
      ['people.9.certificate'],
    ],
    [
      'a certificate that ends before it begins',
      (f) => put(f.people[9]!, { certificate: { number: '1', from: '2031-01-01', until: '2030-01-01' } }),
      ['people.9.certificate'],
    ],
    [
      'one certificate for two',
      (f) => put(f.people[10]!, { certificate: f.people[9]!.certificate }),
      ['people.10.certificate'],
    ],
    [
      'a certificate of no real day',
      (f) => put(f.people[9]!, { certificate: { number: '1', from: '2026-02-30', until: '2030-01-01' } }),
      ['people.9.certificate.from'],
    ],
    [
      'an organ without a principal',
      (f) => put(f, { people: f.people.filter((p) => p.login !== 'principal') }),
      ['people'],
    ],
    ['nobody', (f) => put(f, { people: [] }), ['people', ...NEEDED.map(() => 'people')]],
    ['an address in the clear', (f) => put(f, { publicUrl: 'http://tips.example.gov.cn' }), ['publicUrl']],
    ['an address with a path', (f) => put(f, { publicUrl: 'https://tips.example.gov.cn/tell' }), ['publicUrl']],
    ['an address that is not served', (f) => put(f, { publicUrl: 'https://other.example.gov.cn' }), ['publicUrl']],
    ['a name that shows nothing', (f) => put(f.people[3]!, { name: '\u200b \u2060' }), ['people.3.name']],
    ['a field that is not known', (f) => put(f.people[3]!, { password: 'x' }), ['people.3.password']],
    ['no telephone', (f) => put(f.contact, { telephone: '' }), ['contact.telephone']],
  ])('%s is named by row and field', (_, change, fields) => {
    expect(wrong(change)).toEqual(fields);
  });

  test('whatever lies in it, is named and never taken in part', () => {
    for (const raw of [
      null,
      7,
      'x',
      [],
      {},
      { people: 3 },
      { people: [null, { roles: 7 }] },
      { units: [[]], organ: [] },
    ])
      expect(wrong(() => raw).length).toBeGreaterThan(0);
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom('organ', 'units', 'people', 'contact', 'publicUrl'), (value, key) => {
        const { file } = read({ ...example(), [key]: value });
        return file === null;
      }),
      { numRuns: sample(200, 10_000) },
    );
  });
});

test('a house has an organ above it where its file names one, of the same region, which decides where nobody of its own may', () => {
  const file = example();
  const organs = (superior?: { zh: string; en: string }) => {
    const { superior: _, ...organ } = file.organ;
    return houseOf({ ...file, organ: { ...organ, region: 'hunan', ...(superior ? { superior } : {}) } }, NOW, TODAY)
      .directory.organs;
  };
  expect(Object.keys(organs())).toEqual(['organ']);
  expect(organs().organ?.superior).toBeNull();
  const [own, above] = Object.values(organs({ zh: '省厅', en: 'Province' }));
  expect([own?.superior, own?.region]).toEqual([above?.id, 'hunan']);
  expect(above).toEqual({ id: above?.id, name: { zh: '省厅', en: 'Province' }, superior: null, region: 'hunan' });
});
