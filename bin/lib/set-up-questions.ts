import { createInterface } from 'node:readline';
import { LEFT_OUT, NEEDED } from '../../domain/authority/set-up.ts';
import { label } from '../../domain/law/glossary.ts';
import { REGIONS } from '../../domain/law/types.ts';
import { CASE_ROLES, ROLE_NAMES, type Role } from '../../domain/people/types.ts';

/** Units that are offered, and which posts sit there. */
const UNITS: readonly (readonly [id: string, name: string, parent: string | null, roles: readonly Role[]])[] = [
  ['leadership', '局领导', null, ['principal', 'dept-head']],
  ['information', '信息机构', 'leadership', ['admin', 'approver']],
  ['audit', '内部审计机构', 'leadership', ['auditor']],
  ['records', '档案保管机构', 'leadership', ['custodian']],
  ['supervision', '基金监督机构', 'leadership', ['unit-head', 'officer']],
  ['reception', '举报受理岗', 'leadership', ['clerk']],
  ['special-reception', '专门受理岗', null, ['special']],
  ['legal-affairs', '法制机构', 'leadership', ['legal', 'second-person', 'hearing-chair']],
  ['credit-management', '信用管理机构', 'leadership', ['credit']],
  ['open-government', '政务公开机构', 'leadership', ['disclosure']],
  ['discipline', '派驻纪检监察机构', null, ['inspector']],
];

/** The answers came to an end before the questions did. */
export class NoMoreAnswers extends Error {
  override name = 'NoMoreAnswers';
}

/**
 * Asks for what a file of set-up says; Enter takes what stands in brackets. Questions go to `output`, so that what the command prints stays clean.
 * @returns the file, unchecked: whatever was answered is checked like a file
 * @throws NoMoreAnswers
 */
export async function askSetUp(
  { input, output }: { input: NodeJS.ReadableStream; output: NodeJS.WritableStream },
  publicUrl: string,
): Promise<unknown> {
  const lines = createInterface({ input, terminal: false })[Symbol.asyncIterator]();
  const tell = (zh: string, en: string) => output.write(`${zh} ${en}\n`);
  const ask = async (zh: string, en: string, otherwise = ''): Promise<string> => {
    output.write(`${zh} ${en}${otherwise === '' ? '' : ` [${otherwise}]`}: `);
    const { value, done } = await lines.next();
    if (done) throw new NoMoreAnswers();
    return String(value).trim() || otherwise;
  };

  /** What of a part may be left out, and was not. */
  const besides = async (part: keyof typeof LEFT_OUT): Promise<Record<string, string>> => {
    const answers: [string, string][] = [];
    for (const { field, said } of LEFT_OUT[part])
      answers.push([field, await ask(`${said.zh}，没有则回车`, `${said.en}, Enter where there is none`)]);
    return Object.fromEntries(answers.filter(([, answer]) => answer !== ''));
  };

  tell('机关', 'The authority');
  const name = await ask('机关名称', 'Name of the authority');
  const area = await ask('管辖区域', 'Area that it is responsible for');
  const regions = REGIONS.map((id) => `${id} ${label(`region.${id}`).zh}`).join(', ');
  const region = await ask(
    '适用哪个地区的规定',
    `Region whose rules are law here (${regions}; elsewhere: none)`,
    'none',
  );
  const organ = { name, area, region: region === 'none' ? null : region, ...(await besides('organ')) };
  tell('联系方式', 'How it is reached');
  const contact = {
    telephone: await ask('电话', 'Telephone'),
    address: await ask('地址', 'Address'),
    hours: await ask('办公时间', 'Hours', '工作日 9:00—17:00'),
    ...(await besides('contact')),
  };
  const url = await ask('对外网址', 'Address that people type', publicUrl);
  const filings = await besides('filings');

  tell(
    '人员：前五个岗位须由不同的人担任，其余岗位可以以后再设。',
    'People: the first five posts need different people, the rest may follow.',
  );
  const people: object[] = [];
  const seats = new Set<string>();
  const rest = [...CASE_ROLES, 'inspector' as const].filter((role) => role !== 'principal');
  // It takes two officers to investigate.
  for (const role of [...NEEDED, ...rest.flatMap((one) => (one === 'officer' ? [one, one] : [one]))]) {
    const needed = NEEDED.some((one) => one === role);
    const { zh, en } = ROLE_NAMES[role];
    const login = await ask(
      `${zh}的用户名`,
      `${en}: sign-in name${needed ? '' : ' (- leaves the post out)'}`,
      needed ? role : '-',
    );
    if (login === '-') continue;
    const person = await ask(`${zh}的姓名`, `${en}: name`, zh);
    const [unit = 'leadership'] = UNITS.find(([, , , roles]) => roles.includes(role)) ?? [];
    seats.add(unit);
    const number =
      role === 'officer'
        ? await ask('监督检查证号，没有则回车', 'Number of the certificate, Enter where there is none')
        : '';
    people.push({
      login,
      name: person,
      unit,
      post: zh,
      roles: [role],
      ...(number === ''
        ? {}
        : {
            certificate: {
              number,
              from: await ask('发证日期', 'From (2026-01-01)'),
              until: await ask('有效期至', 'Until (2030-12-31)'),
            },
          }),
    });
  }
  const units = UNITS.filter(([id]) => id === 'leadership' || seats.has(id)).map(([id, unit, parent]) => ({
    id,
    name: unit,
    ...(parent === null ? {} : { parent }),
  }));
  return {
    organ,
    units,
    people,
    contact,
    ...(Object.keys(filings).length > 0 ? { filings } : {}),
    publicUrl: url,
  };
}
