/**
 * What the citizen's pages say, sentence by sentence. A sentence that promises something names the test of the behaviour; one that only
 * asks, explains or quotes the law says so. A sentence that is in neither list fails, and so does a promise whose test is gone.
 */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Directory } from '../../domain/people/types.ts';
import { RECEIPT_SHOWN } from '../../domain/tip.ts';
import { DEMO_AUTHORITY, DEMO_DIRECTORY, DEMO_STAFF } from '../../prisma/seed.ts';
import { homePage } from '../../web/citizen/home.tsx';
import { askReceiptPage } from '../../web/citizen/progress.tsx';
import { notAgainPage, toldPage } from '../../web/citizen/tell.tsx';
import { tellPage } from '../../web/citizen/tell-form.tsx';
import { withWho } from '../../web/page/who.tsx';
import { type Product, product } from './support.ts';

const HERE = 'api/promises';
/** Sentence → the same in English, and the tests of the behaviour as file and name. */
const PROMISES: Record<string, { en: string; kept: [file: string, name: string][] }> = {
  // The first page.
  '可以匿名，也可以实名；': {
    en: 'You may stay anonymous or give your name',
    kept: [['api/citizen', 'goes on anonymously where that is chosen, and with a name where it is completed']],
  },
  '实名并要求告知的，会收到是否受理和处理结果的答复（《社会保险基金监督举报工作管理办法》第十五、二十二、三十条）。': {
    en: 'you are told of acceptance and result',
    kept: [
      ['proceedings/intake', 'the clocks of a named tip that wants notice run from receipt: 13 Oct, 20 Oct, 29 Dec'],
    ],
  },
  '您的姓名、身份、单位、住址、联系方式依法保密；': {
    en: 'Your name, identity, unit, address and contacts are secret',
    kept: [['leaks/canaries', 'who told it is in no answer but the identity’s own']],
  },
  '逾期没有答复的，视为自接收之日起受理（第二十一条）。': {
    en: 'your tip counts as accepted from the day we received it',
    kept: [
      [
        'proceedings/intake',
        'silence accepts on 14 October at midnight, as of receipt, and the breach of the review is recorded',
      ],
    ],
  },
  // The receipt.
  [`提交后得到一个查询凭证，请当时抄下来：${RECEIPT_SHOWN.zh}。`]: {
    en: `Write it down at once: ${RECEIPT_SHOWN.en}`,
    kept: [
      ['api/own-forms', 'how long a receipt is shown is said in one sentence on every page and in the API, and is so'],
    ],
  },
  [`提交后会显示一个查询凭证，请当时抄写保存：${RECEIPT_SHOWN.zh}。`]: {
    en: `You will see a receipt. Write it down at once: ${RECEIPT_SHOWN.en}`,
    kept: [
      ['api/own-forms', 'how long a receipt is shown is said in one sentence on every page and in the API, and is so'],
    ],
  },
  [`请抄下并核对：${RECEIPT_SHOWN.zh}，我们无法找回。`]: {
    en: 'and cannot be recovered',
    kept: [
      [
        'api/own-forms',
        'the receipt is shown until it was typed back, never again, and nothing of the page comes from the browser',
      ],
      ['ledger/receipts', 'nothing of the receipt is in the database'],
    ],
  },
  [`查询凭证${RECEIPT_SHOWN.zh}。`]: {
    en: 'Its receipt is not shown again',
    kept: [
      ['api/own-forms', 'how long a receipt is shown is said in one sentence on every page and in the API, and is so'],
    ],
  },
  '大小写、空格和连字符都没有关系。': {
    en: 'Case, spaces and hyphens do not matter',
    kept: [['api/receipts', 'is let in however the receipt was written down']],
  },
  '凭证丢失无法找回：我们没有保存它。': {
    en: 'A lost receipt cannot be recovered: we do not keep it',
    kept: [['ledger/receipts', 'nothing of the receipt is in the database']],
  },
  // The form.
  '只有带“必填”的两项必须填写，其余能写多少写多少。': {
    en: 'Only two fields must be filled in',
    kept: [[HERE, 'two fields are enough, and one sentence']],
  },
  '一句话也可以；': { en: 'One sentence is enough', kept: [[HERE, 'two fields are enough, and one sentence']] },
  '选“涉及”的，由与普通受理岗位分开的专门受理岗位接收，普通受理岗位看不到。': {
    en: 'The ordinary reception does not see it',
    kept: [[HERE, 'who receives a tip on staff is who the page said: the special post']],
  },
  '举报的就是专门受理岗位或者其人员的，由上级机关接收。': {
    en: 'A tip on that post itself, or on somebody in it, goes to the organ above',
    kept: [
      [HERE, 'who ticks or writes the special post, or accuses it, is read by the organ above alone'],
      ['people/door', 'is the organ above’s where %s'],
    ],
  },
  '勾选或者写到专门受理岗位、其人员的，由上级机关接收。': {
    en: 'If you tick or write the special intake post or somebody in it, it goes to the organ above',
    kept: [
      [HERE, 'who ticks or writes the special post, or accuses it, is read by the organ above alone'],
      [
        'people/door',
        'is the organ above’s where somebody is named who holds the special post, by what counts as the same name',
      ],
    ],
  },
  '本机关负责人（监督机构、部门、正职）': {
    en: 'The heads here: of the supervision unit, the department and the organ',
    kept: [
      [
        'ledger/doors',
        'whose heads are ticked is read by none of them, and decided above; whose reception is ticked by nobody of it',
      ],
    ],
  },
  '上级机关无人接收：举报的就是专门受理岗位或者其人员的，不愿由其接收的，或者不愿本机关负责人看到的，请不要在此提交，可以通过纪检监察机关对外公布的举报渠道反映。':
    {
      en: 'if it must not receive it, or if the heads here must not see it, please do not send it here',
      kept: [
        [
          HERE,
          'with nobody above the page says so, offers no tick that cannot be kept, and takes no tip that only the special post could receive',
        ],
      ],
    },
  '选“涉及”的，由上级机关接收，普通受理岗位看不到。': {
    en: 'The ordinary reception does not see it',
    kept: [[HERE, 'who receives a tip on staff is who the page said: the organ above']],
  },
  '选“不确定”的，登记前只有普通受理岗位看得到。': {
    en: 'only the ordinary reception sees it until it is registered',
    kept: [[HERE, 'who is unsure is read by the ordinary reception alone until the tip is registered']],
  },
  '本机关目前没有另设的受理岗位，上级机关也无人接收：涉及工作人员的举报同样由普通受理岗位接收。': {
    en: 'a tip on staff goes to the ordinary reception, too',
    kept: [[HERE, 'who receives a tip on staff is who the page said: neither door']],
  },
  '系统暂时不能确认有没有另设的受理岗位。': {
    en: 'Just now we cannot tell whether there is another intake post',
    kept: [[HERE, 'while the doors are not known the page says so, and never that there is none']],
  },
  '填写后普通受理岗位看不到；': {
    en: 'What you write here keeps it from the ordinary reception',
    kept: [[HERE, 'who is named as one who must not see it keeps it from the ordinary reception']],
  },
  '接收的岗位登记时把这些人排除在外。': {
    en: 'who receives it shuts these people out when registering it',
    kept: [
      [
        'ledger/doors',
        'is registered, accepted and answered there; whom the tipster named is shut out and decides nothing',
      ],
    ],
  },
  '有利害关系也可以举报，如实选择有助于核实。': {
    en: 'You may tell us whatever your part',
    kept: [[HERE, 'two fields are enough, and one sentence']],
  },
  // Files.
  '可以接收下列文件，原样加密封存，不会被运行；': {
    en: 'These files are taken, sealed as they are and never run',
    kept: [
      [
        'ledger/people',
        'an original is given back byte for byte to those who may read the tip, and every opening is on record',
      ],
      ['api/cases', 'opens for who reads the tip, in a sandbox, with its hash, and every opening is an event'],
    ],
  },
  '文件名与内容不符的，按内容改正后缀。': {
    en: 'where a name does not fit the content, its ending is put right',
    kept: [['files/names', 'the kept name is whole, seen, short, of its kind, and the same when it is made again']],
  },
  '程序和空文件不接收。': {
    en: 'Programs and empty files are not taken',
    kept: [
      ['files/kinds', 'a program is never taken, whatever its name says'],
      ['files/kinds', 'an empty file is said to be empty, whatever its name'],
    ],
  },
  '照片可能带有拍摄地点等信息，原件封存，查看留痕。': {
    en: 'originals are sealed and every opening is logged',
    kept: [
      [
        'ledger/people',
        'an original is given back byte for byte to those who may read the tip, and every opening is on record',
      ],
    ],
  },
  // Who told.
  '不填就是匿名举报。': {
    en: 'Leave it empty to stay anonymous',
    kept: [['proceedings/intake', 'an anonymous tipster, or one who did not ask, is owed no notice']],
  },
  '实名举报须有姓名、证件号和一种联系方式；': {
    en: 'A real-name tip needs name, ID number and one contact',
    kept: [['api/receipts', 'a named tip that lacks its contact counts as anonymous and says so']],
  },
  '实名并要求告知的，我们会答复您是否受理和处理结果。': {
    en: 'who gives it and asks is told of acceptance and result',
    kept: [
      ['proceedings/intake', 'the clocks of a named tip that wants notice run from receipt: 13 Oct, 20 Oct, 29 Dec'],
    ],
  },
  '这些内容单独加密保存，受理和办案人员看不到。': {
    en: 'neither reception nor investigators see it',
    kept: [
      [
        HERE,
        'nobody of the staff sees who told, from the reception to the investigators, in whatever they can ask for',
      ],
      ['leaks/canaries', 'lie in no table, in no form'],
    ],
  },
  '确须知道的，须写明理由和依据，由没有办过本案的负责人批准、身份保管员打开，只给申请人看二十四小时；': {
    en: 'a head with no act in your case approves, a custodian opens it, and only who asked is shown it, for 24 hours',
    kept: [
      [
        'ledger/people',
        'who told is opened by the custodian, approved by a head with no act in the case, for who asked, for a day',
      ],
      [
        'ledger/people',
        'neither a head nor a custodian who acted in the case, as witness, in a post of before or as its officer, has a part in it',
      ],
      ['people/may', 'what was opened is shown for a day and not a moment longer'],
    ],
  },
  '何时、为何打开会显示在您的进展页上，批准的人写明依据的，最多推迟六个月。': {
    en: 'the head may put that off with a clause, for six months at most',
    kept: [
      [
        'ledger/people',
        'the tipster reads when and why it was opened; withheld by the approver with a clause, six months at most, then shown by itself',
      ],
    ],
  },
  '给您发提醒时由系统使用地址，不显示给任何人。': {
    en: 'To send you news the system uses your address and shows it to nobody',
    kept: [
      [
        'ledger/people',
        'sending news to a tipster uses the address as a service of the custodian, on record without the address',
      ],
    ],
  },
  '请告知我是否受理和处理结果（邮件只说“有新消息”，不说内容）': {
    en: 'mail says only that there is news, never what',
    kept: [
      ['workflows/notice-mail', 'arrives in both languages and says nothing else'],
      ['leaks/canaries', 'are in no mail: it goes to the address and says only that there is news'],
    ],
  },
  '不补全，按匿名举报提交（不会书面告知是否受理和处理结果；': {
    en: 'acceptance and result are not told by letter',
    kept: [['proceedings/intake', 'an anonymous tipster, or one who did not ask, is owed no notice']],
  },
  '可以凭查询凭证查看）': {
    en: 'you can look with your receipt',
    kept: [['api/receipts', 'sees dates, thread and what can be done, and no id of the case']],
  },
  '我们在法定期限内审查，逾期未答复视为受理。': {
    en: 'silence counts as acceptance',
    kept: [
      [
        'proceedings/intake',
        'silence accepts on 14 October at midnight, as of receipt, and the breach of the review is recorded',
      ],
    ],
  },
  '您填写的信息不足以作为实名举报（须有姓名、证件号和一种联系方式），本次按匿名举报办理。': {
    en: 'it is treated as anonymous',
    kept: [['api/receipts', 'a named tip that lacks its contact counts as anonymous and says so']],
  },
  '本网站不记录您的网络地址，不使用跟踪，不需要脚本。': {
    en: 'This site keeps no network address, tracks nobody and needs no scripts',
    kept: [
      ['leaks/canaries', 'lie in no log of API and worker, and in no statement that PostgreSQL shows'],
      ['leaks/canaries', 'no citizen is given a cookie'],
      ['browser/citizen', 'a tip is told, kept, come back to, added to and withdrawn'],
    ],
  },
  // Limits.
  '一次最多20个文件，每个不超过50 MB，共不超过200 MB；': {
    en: 'At most 20 files at a time, 50 MB each and 200 MB together',
    kept: [['api/uploads', 'are said before: on the page of a tip, on that of the receipt, in OpenAPI']],
  },
  '一份凭证一天最多100个、500 MB。': {
    en: '100 files and 500 MB a day for one receipt',
    kept: [['api/uploads', 'one receipt takes so many files a day, says what is left, and begins anew the next day']],
  },
  '最多20,000字。': {
    en: '20,000 characters at most',
    kept: [['api/tips', 'the smallest tip and the largest are taken']],
  },
};

/** Asks, explains, gives examples, or says what the law says: nothing that a program of ours could break. */
const NO_PROMISE = [
  '例如：人去世了养老金还在领、虚构劳动关系参保、培训学校虚报学员套取补贴、经办人员内外勾结。',
  '查办时不出示举报材料，一般不鉴定匿名信笔迹（第三十六条）。',
  '不准压制、打击报复举报人（《宪法》第四十一条）。',
  '不知道全部情况没有关系：如实反映，弄错了不算诬告；',
  '捏造事实要承担责任。',
  // The periods themselves come from the catalogue.
  '5个工作日内审查；',
  '受理的，60个工作日内办结；',
  '情况复杂经批准可延长，合计不超过30个工作日（第二十七条）。',
  '个人写姓名，单位写全称。',
  '写清楚谁、做了什么、什么时候、在哪里、您怎么知道的。',
  '写姓名或者岗位。',
  '只写数字，例如：120000',
  '不愿由其接收的，请不要在此提交，可以通过纪检监察机关对外公布的举报渠道反映。',
  '涉及工作人员的举报，请稍后再打开本页提交。',
  '这是您的查询凭证。',
  '目前没有待到的期限。',
  '这份举报已经收到。',
  '您可以再次举报并说明情况。',
];

/** Kinds of files, a line each. */
const KINDS = /^(图片|文档|录音|录像|邮件和文字|压缩包)：/;

const sentencesOf = (html: string): string[] =>
  withWho(html, null)
    .replace(/^.*<main/s, '<main')
    .replace(/<\/main>.*<footer/s, '<footer')
    .replace(/<(option|label(?! class="tick")|legend|button|a|h1|h2|summary)\b.*?<\/\1>/gs, '\n')
    .replace(/<span class="must">.*?<\/span>/gs, '\n')
    .replace(/<[^>]+>/g, '\n')
    .replaceAll('&quot;', '"')
    .split(/\n|(?<=[。；])/)
    .map((s) => s.trim())
    .filter((s) => /[，。；：（）]/.test(s) || s.length > 12);

const pages = (lang: 'zh' | 'en') => [
  homePage(lang, '2026-11-29'),
  ...([['special', 'above'], ['special'], ['above'], [], null] as const).map((doors) =>
    tellPage(lang, 'k', {}, [], [], doors),
  ),
  tellPage(lang, 'k', { anonymous: 'yes' }),
  toldPage(lang, { receipt: 'R', incomplete: true, next: [] }, 'k'),
  notAgainPage(lang),
  askReceiptPage(lang),
];
/** Kinds of conduct are the law's words. */
const conduct = (html: string) => html.replace(/<details id="conduct".*?<\/details>/gs, '');

describe('the citizen’s pages', () => {
  test('say no sentence that is not known for a promise or for none, and every one that is known', () => {
    const said = new Set(pages('zh').flatMap((page) => sentencesOf(conduct(page))));
    const known = new Set([...Object.keys(PROMISES), ...NO_PROMISE]);
    expect([...said].filter((s) => !known.has(s) && !KINDS.test(s))).toEqual([]);
    expect([...known].filter((s) => !said.has(s))).toEqual([]);
  });

  test('promise the same in English', () => {
    const english = pages('en')
      .map((page) =>
        page
          .replace(/<[^>]+>/g, '')
          .replace(/\s+/g, ' ')
          .replaceAll('&#x27;', '’'),
      )
      .join(' ');
    expect(
      Object.values(PROMISES)
        .filter(({ en }) => !english.includes(en))
        .map(({ en }) => en),
    ).toEqual([]);
  });

  test('promise what a test of the behaviour holds', () => {
    const missing: string[] = [];
    for (const [file, name] of Object.values(PROMISES).flatMap(({ kept }) => kept)) {
      const source = readFileSync(new URL(`../${file}.test.ts`, import.meta.url), 'utf8');
      const fixed = name.replace(/: (the special post|the organ above|neither door)$/, '');
      if (!source.includes(name) && !source.includes(`${fixed}: %s`)) missing.push(`${file} › ${name}`);
    }
    expect(missing).toEqual([]);
  });
});

const withoutRoles = (directory: Directory, ...logins: string[]): Directory => ({
  ...directory,
  people: Object.fromEntries(Object.entries(directory.people).filter(([, { login }]) => !logins.includes(login))),
});

async function send(
  p: Product,
  fields: Record<string, string>,
): Promise<{ receipt: string; id: string; text: string }> {
  const form = new FormData();
  for (const [name, value] of Object.entries({
    key: await p.pageKey(),
    'accused-name': '某单位',
    clue: '某事',
    ...fields,
  })) {
    form.append(name, value);
  }
  const { text } = await p.ask('POST', '/tell', { form, headers: { Accept: 'text/html' } });
  const receipt = /<p class="receipt"[^>]*>([^<]+)</.exec(text)![1]!;
  return { receipt, text, id: (await p.ledger.openReceipt(receipt))!.caseId };
}

/** Sign-in names of those who find a case in a list of theirs; whoever does can open it, and nobody else. */
async function readers(p: Product, id: string, staff: string[]): Promise<string[]> {
  const seen: string[] = [];
  for (const login of staff) {
    const { text } = await p.get('/api/cases?limit=100', login);
    const opened = (await p.get(`/api/cases/${id}`, login)).status === 200;
    expect([login, text.includes(id)]).toEqual([login, opened]);
    if (opened) seen.push(login);
  }
  return seen.sort();
}

describe('where a tip goes', () => {
  const staff = DEMO_STAFF.map((s) => s.login);
  const reception = staff.filter((login) => DEMO_STAFF.some((s) => s.login === login && s.roles.includes('clerk')));
  const special = staff.filter((login) => DEMO_STAFF.some((s) => s.login === login && s.roles.includes('special')));

  test.each([
    ['the special post', [], special],
    ['the organ above', special, ['superior']],
    ['neither door', [...special, 'superior'], reception],
  ])('who receives a tip on staff is who the page said: %s', async (door, gone, expected) => {
    const here = [...reception, ...special, 'superior', 'unithead'].filter((login) => !gone.includes(login));
    const p = await product({ directory: withoutRoles(DEMO_DIRECTORY, ...gone) });
    try {
      const page = (await p.get('/tell')).text;
      const told = await readers(p, (await send(p, { staff: 'yes' })).id, here);
      expect(told).toEqual([...expected].sort());
      // The page says so before anything is sent, and offers what there is.
      const sentence = Object.entries(PROMISES).find(([, { kept }]) =>
        kept.some(([, name]) => name.endsWith(`: ${door}`)),
      )![0];
      expect(page).toContain(sentence);
      expect(page.includes('id="not-these"')).toBe(door !== 'neither door');
      expect(page.includes('纪检监察机关对外公布的举报渠道')).toBe(door === 'neither door');
    } finally {
      await p.close();
    }
  });

  test('is named on every page, and without one no tip is taken', async () => {
    const p = await product();
    try {
      const { name } = DEMO_DIRECTORY.organs[DEMO_AUTHORITY.organ]!;
      expect((await p.get('/')).text).toContain(`<span class="who">${name.zh}</span>`);
      expect((await p.get('/en/progress')).text).toContain(`<span class="who">${name.en}</span>`);
      p.deps.ledger.whoWeAre = async () => null;
      for (const [path, sentence] of [
        ['/tell', '由哪个机关接收举报'],
        ['/en/tell', 'which authority receives tips'],
      ] as const) {
        const answer = await p.ask('GET', path, { headers: { Accept: 'text/html' } });
        expect([answer.status, answer.text.includes(sentence), answer.text.includes('<form')]).toEqual([
          503,
          true,
          false,
        ]);
      }
    } finally {
      await p.close();
    }
  });

  test('is said by every page that is served in production: while it cannot be said, the page says what to do instead', async () => {
    const p = await product({ cuttable: true });
    try {
      p.deps.demo = null;
      await p.way!.cut();
      const pages = async () => {
        const found: [string, number][] = [];
        for (const path of ['/', '/tell', '/progress', '/register', '/calculator', '/law'])
          for (const [prefix, sentence, what] of [
            ['', '由哪个机关接收举报', '请运行npm run doctor'],
            ['/en', 'which authority receives tips', 'npm run doctor says what is missing'],
          ] as const) {
            const { status, text, headers } = await p.ask('GET', prefix + path, { headers: { Accept: 'text/html' } });
            found.push([prefix + path, status]);
            const says = [sentence, what].map((words) => text.includes(words));
            expect([path, ...says, headers.get('retry-after')]).toEqual(
              status === 503 ? [path, true, true, '10'] : [path, false, false, null],
            );
          }
        return new Set(found.map(([, status]) => status));
      };
      expect(await pages()).toEqual(new Set([503]));
      // What the pages are made with is no page, and neither is the way in for staff.
      expect((await p.get('/assets/citizen.css')).status).toBe(200);
      await p.way!.mend();
      await expect.poll(pages).toEqual(new Set([200]));
      // Known once, it is said while nothing else can be.
      await p.way!.cut();
      expect((await p.get('/')).status).toBe(200);
      await p.way!.mend();
    } finally {
      await p.close();
    }
  });

  test('with nobody above the page says so, offers no tick that cannot be kept, and takes no tip that only the special post could receive', async () => {
    const p = await product({ directory: withoutRoles(DEMO_DIRECTORY, 'superior') });
    try {
      const page = (await p.get('/tell')).text;
      expect(page).toContain('上级机关无人接收：');
      expect(page.includes('纪检监察机关对外公布的举报渠道')).toBe(true);
      expect([...page.matchAll(/name="not-posts" value="(\w+)"/g)].map((m) => m[1])).toEqual(['reception']);
      for (const [lang, sentence] of [
        ['', '举报没有提交，系统没有留存。'],
        ['/en', 'It was not sent and nothing was kept.'],
      ]) {
        const form = new FormData();
        const fields = { key: await p.pageKey(), 'accused-name': '某单位', clue: '某事的经过', 'not-posts': 'special' };
        for (const [name, value] of Object.entries(fields)) form.append(name, value);
        const answer = await p.ask('POST', `${lang}/tell`, { form, headers: { Accept: 'text/html' } });
        expect(answer.status).toBe(409);
        expect(answer.text).toContain(sentence);
        // What was typed is in the form still, for whoever copies it to another door.
        expect(answer.text).toContain('某事的经过');
      }
      const tip = { accused: { name: '某单位' }, clue: '某事', notPosts: ['heads'] };
      const api = await p.ask('POST', '/api/tips', { json: tip });
      expect([api.status, JSON.parse(api.text).code]).toEqual([409, 'nobody-else-receives']);
      expect((await p.owner.query('SELECT 1 FROM cases')).rows).toEqual([]);
    } finally {
      await p.close();
    }
  });

  describe('with every post held', () => {
    let p: Product;
    beforeAll(async () => {
      p = await product({ cuttable: true });
    });
    afterAll(() => p.close());

    test('who is unsure is read by the ordinary reception alone until the tip is registered', async () => {
      const { id } = await send(p, { staff: 'unsure' });
      expect(await readers(p, id, staff)).toEqual([...reception].sort());
    });

    test('who is named as one who must not see it keeps it from the ordinary reception', async () => {
      for (const fields of [{ 'not-these': '受理岗的某人' }, { 'not-these': '某科长', staff: 'no' }] as Record<
        string,
        string
      >[]) {
        const seen = await readers(p, (await send(p, fields)).id, staff);
        expect(seen.filter((login) => reception.includes(login))).toEqual([]);
        expect(seen).toEqual([...special].sort());
      }
    });

    test('who ticks or writes the special post, or accuses it, is read by the organ above alone', async () => {
      for (const fields of [
        { 'not-posts': 'special' },
        { 'not-these': '专门受理员（special）不得接触', staff: 'yes' },
        { 'accused-name': '专门受理员', staff: 'yes' },
      ] as Record<string, string>[]) {
        expect(await readers(p, (await send(p, fields)).id, staff)).toEqual(['superior']);
      }
    });

    test('two fields are enough, and one sentence', async () => {
      expect((await send(p, {})).receipt).toMatch(/^[\w-]{34}$/);
      expect((await send(p, { interest: 'in-dispute', clue: '他领了死人的养老金。' })).receipt).toMatch(/^[\w-]{34}$/);
      const page = (await p.get('/tell')).text;
      expect([...page.matchAll(/<(?:input|textarea)[^>]* required/g)]).toHaveLength(2);
      expect(page.match(/（必填）/g)).toHaveLength(2);
    });

    test('nobody of the staff sees who told, from the reception to the investigators, in whatever they can ask for', async () => {
      const WHO = {
        name: '热心群众甲乙',
        'id-number': '110101190001010017',
        phone: '13900001111',
        email: 'jia.yi@example.invalid',
        home: '甲乙路丙号',
      };
      const { id, receipt } = await send(p, { ...WHO, 'wants-notice': 'yes' });
      let asked = 0;
      const look = async () => {
        for (const login of staff) {
          for (const path of [
            `/api/cases/${id}`,
            `/api/cases/${id}/acts`,
            `/api/cases?accused=${encodeURIComponent(WHO.name)}`,
            '/api/cases?limit=100',
            '/api/worklist',
            '/api/journal',
            '/api/identity-requests',
          ]) {
            const { text, status } = await p.get(path, login);
            if (status === 200) asked += 1;
            expect([login, path, Object.values(WHO).filter((word) => text.includes(word))]).toEqual([login, path, []]);
          }
        }
      };
      await look();
      await p.post('/api/receipts/messages', { receipt, text: '补充' });
      expect((await p.act(id, 'clerk', 'intake-1', 'message', { text: '收到' })).status).toBeLessThan(500);
      await look();
      expect(asked).toBeGreaterThan(50);
    });

    test('while the doors are not known the page says so, and never that there is none', async () => {
      const fresh = await product({ cuttable: true });
      try {
        await fresh.way!.cut();
        const away = (await fresh.get('/tell')).text;
        await fresh.way!.mend();
        expect(away).toContain('系统暂时不能确认有没有另设的受理岗位。');
        expect(away).not.toContain('没有另设的受理岗位，上级机关也无人接收');
        // Whoever names people is still heard: the field is there.
        expect(away).toContain('id="not-these"');
        await expect.poll(async () => (await fresh.get('/tell')).text).toContain('普通受理岗位看不到。');
      } finally {
        await fresh.close();
      }
    });
  });
});
