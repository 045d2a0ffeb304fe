import type { z } from 'zod';
import type { KeptFile } from '../../api/problem.ts';
import { label } from '../../domain/law/glossary.ts';
import { CONDUCT } from '../../domain/law/grounds.ts';
import { deadlineById, inFull } from '../../domain/law/index.ts';
import { lookUp } from '../../domain/look-up.ts';
import { awayOffered, DOORS, type Door } from '../../domain/people/door.ts';
import { receiptCharacters } from '../../domain/text/receipt.ts';
import { whyUnstorable } from '../../domain/text/storable.ts';
import { EVIDENCE_LIMITS_SAID, MOST_TEXT, RECEIPT_SHOWN, TIP_LISTS, type Tip, tipSchema } from '../../domain/tip.ts';
import { ACCEPT } from '../../files/table.ts';
import type { NextDate } from '../../ledger/types.ts';
import { dateWords, type Lang, pathIn } from '../page/language.ts';
import { Problems, render } from '../page/layout.tsx';
import { Conventions, confidenceWords, Groups } from './explained.tsx';
import { describedBy, Field, inDigits, KeptFiles, lengthTyped, lengthWords, Select, type Typed } from './fields.tsx';
import { PostForm } from './post-form.tsx';
import { TakenKindsFolded } from './taken.tsx';

export type Wrong = { field: string; text: string }[];

const WORDS = {
  'accused.name': ['被举报的人或单位名称', 'Name of the person or unit'],
  'accused.kind': ['是什么人或单位', 'What they are'],
  'accused.address': ['地址', 'Address'],
  'accused.code': ['统一社会信用代码或身份证号', 'Code of the unit or ID number'],
  'accused.representative': ['法定代表人或负责人', 'Legal representative'],
  clue: ['事情经过', 'What happened'],
  fund: ['涉及哪种钱', 'Which money'],
  conduct: ['属于下面哪种情况', 'Which of these is it'],
  when: ['什么时候', 'When'],
  where: ['在哪里', 'Where'],
  'amount.cny': ['金额', 'Amount'],
  'amount.basis': ['这个数是', 'That figure is'],
  interest: ['您和这件事的关系', 'Your part in it'],
  knownBy: ['您怎么知道的', 'How you know'],
  concernsStaff: ['是否涉及工作人员', 'Whether it concerns staff'],
  notThese: ['谁不能看到', 'Who must not see it'],
  notPosts: ['哪些岗位不能看到', 'Which posts must not see it'],
  door: ['由谁接收', 'Who shall receive it'],
  'tipster.name': ['姓名', 'Name'],
  'tipster.idNumber': ['身份证号', 'ID number'],
  'tipster.phone': ['电话', 'Telephone'],
  'tipster.email': ['电子邮箱', 'E-mail'],
  'tipster.address': ['通信地址', 'Postal address'],
} as const;

const FIELD_OF: Record<string, string> = {
  'accused.name': 'accused-name',
  'accused.kind': 'accused-kind',
  'accused.address': 'accused-address',
  'accused.code': 'accused-code',
  'accused.representative': 'accused-representative',
  'amount.cny': 'amount',
  'amount.basis': 'amount-basis',
  knownBy: 'known',
  concernsStaff: 'staff',
  notThese: 'not-these',
  notPosts: 'not-posts',
  'tipster.name': 'name',
  'tipster.idNumber': 'id-number',
  'tipster.phone': 'phone',
  'tipster.email': 'email',
  'tipster.address': 'home',
};

const some = (text: string | undefined) => {
  const t = text?.trim();
  return t ? t : undefined;
};

/** Yuan as a number; NaN for anything that is not written in digits. */
function yuanOf(typed: string): number {
  const bare = typed.normalize('NFKC').replaceAll(/[,\s元]/g, '');
  return /^\d+(\.\d+)?$/.test(bare) ? Number(bare) : Number.NaN;
}

const OWN_WORDS: Record<string, { zh: string; en: string }> = {
  'amount.cny': {
    zh: '请只用数字填写，以元为单位，例如：120000',
    en: 'please write digits only, in yuan, e.g. 120000',
  },
  'tipster.email': { zh: '请写成 name@example.com 的样子', en: 'please write it like name@example.com' },
};

/** What is wrong with a field, one sentence for each fault. */
function faultOf(path: string, i: z.core.$ZodIssue, typed: string, lang: Lang): string {
  const zh = lang === 'zh';
  if (i.code === 'too_small') return zh ? '请填写' : 'please fill in';
  if (i.code === 'too_big') {
    const most = inDigits(i.maximum, lang);
    if (i.origin === 'string') {
      const length = inDigits(lengthTyped(typed), lang);
      return zh ? `最多${most}字，现有${length}字` : `at most ${most} characters; there are ${length}`;
    }
    if (i.origin === 'array') return zh ? `最多选${most}项` : `choose ${most} at most`;
    return zh ? `数额太大，最多${most}，请核对` : `too large: ${most} at most; please check it`;
  }
  return lookUp(OWN_WORDS, path)?.[lang] ?? (zh ? '格式不对' : 'not understood');
}

/** A fault at its field, with the field's name. */
function wrongAt(path: string, said: string, lang: Lang): Wrong[number] {
  const zh = lang === 'zh';
  const name = lookUp(WORDS, path)?.[zh ? 0 : 1] ?? (zh ? '这一项' : 'This field');
  return { field: lookUp(FIELD_OF, path) ?? path, text: zh ? `${name}：${said}` : `${name}: ${said}` };
}

/** Fields with text that cannot be kept; nothing is taken out of it in silence. */
const unstorable = (typed: Typed, lang: Lang): Wrong =>
  Object.entries(typed).flatMap(([field, text]) => {
    const why = whyUnstorable(text);
    if (!why) return [];
    const path = Object.entries(FIELD_OF).find(([, id]) => id === field)?.[0] ?? field;
    return [wrongAt(path, lang === 'zh' ? `${why.zh}，请删去后重新填写` : `${why.en}: please take it out`, lang)];
  });

/**
 * What a real name still lacks where somebody began to give one and asks to be told: it would count as anonymous, and who
 * tells should choose that (M49 art. 15). null where nothing is lacking or the choice is made.
 */
function lackingName(typed: Typed): { field: string; zh: string; en: string } | null {
  const has = (field: string) => some(typed[field]) !== undefined;
  if (typed['wants-notice'] !== 'yes' || typed.anonymous === 'yes' || !(has('name') || has('id-number'))) return null;
  const lacks = [
    ...(has('name') ? [] : [{ field: 'name', zh: '姓名', en: 'name' }]),
    ...(has('id-number') ? [] : [{ field: 'id-number', zh: '证件号', en: 'ID number' }]),
    ...(has('phone') || has('email') || has('home')
      ? []
      : [
          {
            field: 'phone',
            zh: '一种联系方式（电话、电子邮箱或者通信地址）',
            en: 'a telephone, e-mail or postal address',
          },
        ]),
  ];
  const [first] = lacks;
  return first
    ? { field: first.field, zh: lacks.map((l) => l.zh).join('、'), en: lacks.map((l) => l.en).join(' and ') }
    : null;
}

const ticksOf = (typed: string | undefined) => new Set((typed ?? '').split('\n'));

/** The tip that the form's fields make, or what is wrong with them, by field. */
export function tipOf(typed: Typed, lang: Lang): { tip: Tip } | { wrong: Wrong } {
  const amount = some(typed.amount);
  const known = new Set(CONDUCT.map((c) => c.id as string));
  const ticked = TIP_LISTS.away.filter((id) => ticksOf(typed['not-posts']).has(id));
  const parsed = tipSchema.safeParse({
    accused: {
      name: typed['accused-name'] ?? '',
      kind: some(typed['accused-kind']),
      address: some(typed['accused-address']),
      code: some(typed['accused-code']),
      representative: some(typed['accused-representative']),
    },
    clue: typed.clue ?? '',
    fund: some(typed.fund),
    conduct: (typed.conduct ?? '').split('\n').filter((c) => known.has(c)),
    when: some(typed.when),
    where: some(typed.where),
    amount: amount === undefined ? undefined : { cny: yuanOf(amount), basis: some(typed['amount-basis']) },
    interest: some(typed.interest),
    knownBy: some(typed.known),
    concernsStaff: some(typed.staff),
    notThese: some(typed['not-these']),
    notPosts: ticked.length > 0 ? ticked : undefined,
    door: some(typed.door),
    tipster:
      typed.name || typed.phone || typed.email || typed['id-number'] || typed.home
        ? {
            name: some(typed.name),
            idNumber: some(typed['id-number']),
            phone: some(typed.phone),
            email: some(typed.email),
            address: some(typed.home),
            wantsNotice: typed['wants-notice'] === 'yes',
          }
        : undefined,
  });
  const zh = lang === 'zh';
  const lacking = lackingName(typed);
  const choice: Wrong = lacking
    ? [
        {
          field: lacking.field,
          text: zh
            ? `实名举报还缺：${lacking.zh}。请补全，或者勾选下面的“不补全，按匿名举报提交”。`
            : `For a real-name tip this is missing: ${lacking.en}. Add it, or tick “Go on anonymously” below.`,
        },
      ]
    : [];
  const odd = unstorable(typed, lang);
  if (odd.length > 0) return { wrong: odd };
  if (parsed.success) return lacking ? { wrong: choice } : { tip: parsed.data };
  return {
    wrong: [
      ...parsed.error.issues.map((i) => {
        const path = i.path.filter((part) => typeof part === 'string').join('.');
        return wrongAt(path, faultOf(path, i, typed[lookUp(FIELD_OF, path) ?? path] ?? '', lang), lang);
      }),
      ...choice,
    ],
  };
}

const ABOUT_SPECIAL = {
  zh: '举报的就是专门受理岗位或者其人员的，由上级机关接收。',
  en: 'A tip on that post itself, or on somebody in it, goes to the organ above. ',
};
const NOBODY_ABOVE = {
  zh: '上级机关无人接收：举报的就是专门受理岗位或者其人员的，不愿由其接收的，或者不愿本机关负责人看到的，请不要在此提交，可以通过纪检监察机关对外公布的举报渠道反映。',
  en: 'Nobody above can receive tips. If yours is on that post or somebody in it, if it must not receive it, or if the heads here must not see it, please do not send it here: the discipline and supervision organ publishes a door of its own for tips. ',
};

/** Who receives a tip that concerns staff; said before it is sent. `doors` null: not known just now. */
function whoReceives(doors: readonly Door[] | null): { zh: string; en: string } {
  const unsure = {
    zh: '选“不确定”的，登记前只有普通受理岗位看得到。',
    en: 'If you are unsure, only the ordinary reception sees it until it is registered.',
  };
  if (doors === null) {
    return {
      zh: '系统暂时不能确认有没有另设的受理岗位。涉及工作人员的举报，请稍后再打开本页提交。',
      en: 'Just now we cannot tell whether there is another intake post. For a tip on staff, please open this page again shortly.',
    };
  }
  const [first] = doors;
  if (first === undefined) {
    return {
      zh: '本机关目前没有另设的受理岗位，上级机关也无人接收：涉及工作人员的举报同样由普通受理岗位接收。不愿由其接收的，请不要在此提交，可以通过纪检监察机关对外公布的举报渠道反映。',
      en: 'At present there is no other intake post here, and nobody above to receive it: a tip on staff goes to the ordinary reception, too. If you do not want that, do not send it here; the discipline and supervision organ publishes a door of its own for tips.',
    };
  }
  const who = label(`tip.door.${first}`);
  const about = first === 'special' ? (doors.includes('above') ? ABOUT_SPECIAL : NOBODY_ABOVE) : { zh: '', en: '' };
  return {
    zh: `选“涉及”的，由${who.zh}接收，普通受理岗位看不到。${about.zh}${unsure.zh}`,
    en: `If yes, it goes to: ${who.en}. The ordinary reception does not see it. ${about.en}${unsure.en}`,
  };
}

/**
 * The form, guided: who, what, when; evidence; about you; what happens next. `key` makes a second sending the same tip; `doors`: where
 * a tip goes that the ordinary reception shall not see; `kept`: files that wait already.
 */
export function tellPage(
  lang: Lang,
  key: string,
  typed: Typed = {},
  wrong: Wrong = [],
  kept: readonly KeptFile[] = [],
  doors: readonly Door[] | null = null,
  to = '/tell',
): string {
  const zh = lang === 'zh';
  const t = (a: string, b: string) => (zh ? a : b);
  const errorOf = (id: string) => wrong.find((w) => w.field === id)?.text;
  const options = (prefix: keyof typeof TIP_LISTS) =>
    TIP_LISTS[prefix].map((id) => ({ value: id, text: label(`tip.${prefix}.${id}`)[lang] }));
  const chosen = new Set((typed.conduct ?? '').split('\n'));
  const nameHint = t('个人写姓名，单位写全称。', 'A person’s name, or the full name of a unit.');
  const clueHint = t(
    `写清楚谁、做了什么、什么时候、在哪里、您怎么知道的。一句话也可以；${lengthWords('zh', MOST_TEXT, typed.clue)}。`,
    `Who, what, when, where, and how you know. One sentence is enough; ${lengthWords('en', MOST_TEXT, typed.clue)}.`,
  );
  const offered = awayOffered(doors ?? DOORS);
  const toAbove = offered.includes('special')
    ? {
        zh: '勾选或者写到专门受理岗位、其人员的，由上级机关接收。',
        en: 'If you tick or write the special intake post or somebody in it, it goes to the organ above.',
      }
    : { zh: '', en: '' };
  const keptAway = ticksOf(typed['not-posts']);
  const notTheseHint = t(
    `写姓名或者岗位。填写后普通受理岗位看不到；接收的岗位登记时把这些人排除在外。${toAbove.zh}`,
    `Names or posts. What you write here keeps it from the ordinary reception; who receives it shuts these people out when registering it. ${toAbove.en}`,
  );
  const amountHint = t('只写数字，例如：120000', 'Digits only, e.g. 120000');
  /** The choice to go on anonymously is offered once it is needed, and stays as it was made. */
  const lacking = lackingName(typed) !== null || typed.anonymous === 'yes';
  return render({
    lang,
    path: '/tell',
    title: t('我要举报', 'Tell a tip'),
    children: (
      <>
        <h1>{t('我要举报', 'Tell a tip')}</h1>
        <p>
          {t(
            '只有带“必填”的两项必须填写，其余能写多少写多少。',
            'Only two fields must be filled in; the rest as far as you know.',
          )}
        </p>
        <Problems lang={lang} problems={wrong} />
        <PostForm lang={lang} to={to} files unchecked>
          <input type="hidden" name="key" value={key} />
          <fieldset>
            <legend>{t('一、举报谁', '1. Who')}</legend>
            <Field
              id="accused-name"
              label={WORDS['accused.name'][zh ? 0 : 1]}
              must={t('（必填）', '(required)')}
              hint={nameHint}
              error={errorOf('accused-name')}
            >
              <input
                type="text"
                id="accused-name"
                name="accused-name"
                required
                defaultValue={typed['accused-name']}
                autoComplete="off"
                aria-invalid={errorOf('accused-name') ? true : undefined}
                aria-describedby={describedBy('accused-name', nameHint, errorOf('accused-name'))}
              />
            </Field>
            <Field id="accused-kind" label={t('是什么人或单位', 'What they are')}>
              <Select id="accused-kind" options={options('accused')} value={typed['accused-kind'] ?? 'unknown'} />
            </Field>
            <Field
              id="staff"
              label={t(
                '是否涉及人社部门或经办机构的工作人员',
                'Does it concern staff of the authority or its agencies?',
              )}
              hint={whoReceives(doors)[lang]}
            >
              <Select id="staff" options={options('staff')} value={typed.staff ?? 'unsure'} describedBy="staff-hint" />
            </Field>
            {doors === null || doors.length > 0 ? (
              <details
                open={
                  Boolean(typed['not-these'] || typed['not-posts'] || typed.door) || errorOf('not-these') !== undefined
                }
              >
                <summary>{t('有人不能看到这件举报', 'Somebody must not see this tip')}</summary>
                <fieldset id="not-posts" className="plain">
                  <legend>{t('哪些岗位不能看到（可多选）', 'Which posts must not see it (several allowed)')}</legend>
                  {offered.map((id) => (
                    <label className="tick" key={id}>
                      <input type="checkbox" name="not-posts" value={id} defaultChecked={keptAway.has(id)} />
                      <span>{label(`tip.away.${id}`)[lang]}</span>
                    </label>
                  ))}
                </fieldset>
                <Field
                  id="not-these"
                  label={t('谁不能看到', 'Who must not see it')}
                  hint={notTheseHint}
                  error={errorOf('not-these')}
                >
                  <textarea
                    id="not-these"
                    name="not-these"
                    className="short"
                    defaultValue={typed['not-these']}
                    autoComplete="off"
                    aria-invalid={errorOf('not-these') ? true : undefined}
                    aria-describedby={describedBy('not-these', notTheseHint, errorOf('not-these'))}
                  />
                </Field>
                <Field id="door" label={t('由谁接收', 'Who shall receive it')}>
                  <Select
                    id="door"
                    options={options('door').filter((o) => doors === null || doors.some((door) => door === o.value))}
                    value={typed.door}
                    empty={t('由系统按上面的回答决定', 'As follows from the answers above')}
                  />
                </Field>
              </details>
            ) : null}
            <details>
              <summary>
                {t('更多：地址、证件号、法定代表人', 'More: address, code or ID number, representative')}
              </summary>
              <Field id="accused-address" label={t('地址', 'Address')} error={errorOf('accused-address')}>
                <input
                  type="text"
                  id="accused-address"
                  name="accused-address"
                  defaultValue={typed['accused-address']}
                  autoComplete="off"
                  aria-invalid={errorOf('accused-address') ? true : undefined}
                  aria-describedby={describedBy('accused-address', undefined, errorOf('accused-address'))}
                />
              </Field>
              <Field
                id="accused-code"
                label={t('统一社会信用代码或身份证号', 'Code of the unit or ID number')}
                error={errorOf('accused-code')}
              >
                <input
                  type="text"
                  id="accused-code"
                  name="accused-code"
                  defaultValue={typed['accused-code']}
                  autoComplete="off"
                  aria-invalid={errorOf('accused-code') ? true : undefined}
                  aria-describedby={describedBy('accused-code', undefined, errorOf('accused-code'))}
                />
              </Field>
              <Field
                id="accused-representative"
                label={t('法定代表人或负责人', 'Legal representative')}
                error={errorOf('accused-representative')}
              >
                <input
                  type="text"
                  id="accused-representative"
                  name="accused-representative"
                  defaultValue={typed['accused-representative']}
                  autoComplete="off"
                  aria-invalid={errorOf('accused-representative') ? true : undefined}
                  aria-describedby={describedBy('accused-representative', undefined, errorOf('accused-representative'))}
                />
              </Field>
            </details>
          </fieldset>
          <fieldset>
            <legend>{t('二、什么事', '2. What')}</legend>
            <Field
              id="clue"
              label={WORDS.clue[zh ? 0 : 1]}
              must={t('（必填）', '(required)')}
              hint={clueHint}
              error={errorOf('clue')}
            >
              <textarea
                id="clue"
                name="clue"
                required
                autoComplete="off"
                defaultValue={typed.clue}
                aria-invalid={errorOf('clue') ? true : undefined}
                aria-describedby={describedBy('clue', clueHint, errorOf('clue'))}
              />
            </Field>
            <Field id="fund" label={t('涉及哪种钱', 'Which money')}>
              <Select id="fund" options={options('fund')} value={typed.fund ?? 'unknown'} />
            </Field>
            <details id="conduct" open={chosen.size > 1 || errorOf('conduct') !== undefined}>
              <summary>{t('属于下面哪种情况（可多选）', 'Which of these is it (several allowed)')}</summary>
              {CONDUCT.map((c) => (
                <label className="tick" key={c.id}>
                  <input type="checkbox" name="conduct" value={c.id} defaultChecked={chosen.has(c.id)} />
                  <span>{c[lang]}</span>
                </label>
              ))}
            </details>
            <div className="two">
              <Field
                id="amount"
                label={t('大约多少钱（元）', 'About how much (yuan)')}
                hint={amountHint}
                error={errorOf('amount')}
              >
                <input
                  type="text"
                  inputMode="decimal"
                  id="amount"
                  name="amount"
                  autoComplete="off"
                  defaultValue={typed.amount}
                  aria-invalid={errorOf('amount') ? true : undefined}
                  aria-describedby={describedBy('amount', amountHint, errorOf('amount'))}
                />
              </Field>
              <Field id="amount-basis" label={t('这个数是', 'That figure is')}>
                <Select id="amount-basis" options={options('amount')} value={typed['amount-basis'] ?? 'unknown'} />
              </Field>
            </div>
          </fieldset>
          <fieldset>
            <legend>{t('三、什么时候、在哪里', '3. When and where')}</legend>
            <Field id="when" label={t('什么时候', 'When')} error={errorOf('when')}>
              <input
                type="text"
                id="when"
                name="when"
                autoComplete="off"
                defaultValue={typed.when}
                placeholder={t('例如：2025年3月到现在', 'e.g. since March 2025')}
                aria-invalid={errorOf('when') ? true : undefined}
                aria-describedby={describedBy('when', undefined, errorOf('when'))}
              />
            </Field>
            <Field id="where" label={t('在哪里', 'Where')} error={errorOf('where')}>
              <input
                type="text"
                id="where"
                name="where"
                autoComplete="off"
                defaultValue={typed.where}
                aria-invalid={errorOf('where') ? true : undefined}
                aria-describedby={describedBy('where', undefined, errorOf('where'))}
              />
            </Field>
            <Field id="known" label={t('您怎么知道的', 'How you know')}>
              <Select
                id="known"
                options={options('known')}
                value={typed.known}
                empty={t('不想说', 'I would rather not say')}
              />
            </Field>
            <Field
              id="interest"
              label={t('您和这件事的关系', 'Your part in it')}
              hint={t(
                '有利害关系也可以举报，如实选择有助于核实。',
                'You may tell us whatever your part; an honest answer helps.',
              )}
            >
              <Select
                id="interest"
                options={options('interest')}
                value={typed.interest}
                empty={t('不想说', 'I would rather not say')}
                describedBy="interest-hint"
              />
            </Field>
          </fieldset>
          <fieldset>
            <legend>{t('四、材料', '4. Evidence')}</legend>
            <TakenKindsFolded lang={lang} />
            <Field
              id="evidence"
              label={t('照片、文件、录音、录像', 'Pictures, papers, recordings')}
              hint={t(
                `${EVIDENCE_LIMITS_SAID.zh}照片可能带有拍摄地点等信息，原件封存，查看留痕。`,
                `${EVIDENCE_LIMITS_SAID.en} Pictures may carry where they were taken; originals are sealed and every opening is logged.`,
              )}
              error={errorOf('evidence')}
            >
              <input
                type="file"
                id="evidence"
                name="evidence"
                multiple
                accept={ACCEPT}
                aria-describedby={describedBy('evidence', 'x', errorOf('evidence'))}
              />
            </Field>
            <KeptFiles lang={lang} kept={kept} />
          </fieldset>
          <fieldset>
            <legend>{t('五、关于您（可以全部不填）', '5. About you (all optional)')}</legend>
            <p>
              {t(
                '不填就是匿名举报。实名举报须有姓名、证件号和一种联系方式；实名并要求告知的，我们会答复您是否受理和处理结果。这些内容单独加密保存，受理和办案人员看不到。确须知道的，须写明理由和依据，由没有办过本案的负责人批准、身份保管员打开，只给申请人看二十四小时；何时、为何打开会显示在您的进展页上，批准的人写明依据的，最多推迟六个月。给您发提醒时由系统使用地址，不显示给任何人。',
                'Leave it empty to stay anonymous. A real-name tip needs name, ID number and one contact; who gives it and asks is told of acceptance and result. It is kept apart, under another key; neither reception nor investigators see it. Who must know it gives ground and clause; a head with no act in your case approves, a custodian opens it, and only who asked is shown it, for 24 hours. Your page tells you when and why; the head may put that off with a clause, for six months at most. To send you news the system uses your address and shows it to nobody.',
              )}
            </p>
            <details
              open={
                Boolean(typed.name || typed.email || typed.phone || typed['id-number'] || typed.home) ||
                ['name', 'id-number', 'phone', 'email', 'home'].some((field) => errorOf(field) !== undefined)
              }
            >
              <summary>{t('填写我的信息', 'Give my details')}</summary>
              <Field id="name" label={t('姓名', 'Name')} error={errorOf('name')}>
                <input
                  type="text"
                  id="name"
                  name="name"
                  defaultValue={typed.name}
                  autoComplete="off"
                  aria-invalid={errorOf('name') ? true : undefined}
                  aria-describedby={describedBy('name', undefined, errorOf('name'))}
                />
              </Field>
              <Field id="id-number" label={t('身份证号', 'ID number')} error={errorOf('id-number')}>
                <input
                  type="text"
                  id="id-number"
                  name="id-number"
                  defaultValue={typed['id-number']}
                  autoComplete="off"
                  aria-invalid={errorOf('id-number') ? true : undefined}
                  aria-describedby={describedBy('id-number', undefined, errorOf('id-number'))}
                />
              </Field>
              <Field id="phone" label={t('电话', 'Telephone')} error={errorOf('phone')}>
                <input
                  type="tel"
                  id="phone"
                  name="phone"
                  defaultValue={typed.phone}
                  autoComplete="off"
                  aria-invalid={errorOf('phone') ? true : undefined}
                  aria-describedby={describedBy('phone', undefined, errorOf('phone'))}
                />
              </Field>
              <Field id="email" label={t('电子邮箱', 'E-mail')} error={errorOf('email')}>
                <input
                  type="text"
                  inputMode="email"
                  id="email"
                  name="email"
                  defaultValue={typed.email}
                  autoComplete="off"
                  aria-describedby={describedBy('email', undefined, errorOf('email'))}
                />
              </Field>
              <Field id="home" label={t('通信地址', 'Postal address')} error={errorOf('home')}>
                <input
                  type="text"
                  id="home"
                  name="home"
                  defaultValue={typed.home}
                  autoComplete="off"
                  aria-invalid={errorOf('home') ? true : undefined}
                  aria-describedby={describedBy('home', undefined, errorOf('home'))}
                />
              </Field>
              <label className="tick">
                <input
                  type="checkbox"
                  name="wants-notice"
                  value="yes"
                  defaultChecked={typed['wants-notice'] === 'yes'}
                />
                <span>
                  {t(
                    '请告知我是否受理和处理结果（邮件只说“有新消息”，不说内容）',
                    'Tell me of acceptance and result (mail says only that there is news, never what)',
                  )}
                </span>
              </label>
              {lacking ? (
                <label className="tick">
                  <input
                    type="checkbox"
                    id="anonymous"
                    name="anonymous"
                    value="yes"
                    defaultChecked={typed.anonymous === 'yes'}
                  />
                  <span>
                    {t(
                      '不补全，按匿名举报提交（不会书面告知是否受理和处理结果；可以凭查询凭证查看）',
                      'Go on anonymously (acceptance and result are not told by letter; you can look with your receipt)',
                    )}
                  </span>
                </label>
              ) : null}
            </details>
          </fieldset>
          <div className="note">
            {t(
              `提交后会显示一个查询凭证，请当时抄写保存：${RECEIPT_SHOWN.zh}。我们在法定期限内审查，逾期未答复视为受理。`,
              `You will see a receipt. Write it down at once: ${RECEIPT_SHOWN.en}. We review in the time the law gives; silence counts as acceptance.`,
            )}
          </div>
          <button type="submit">{t('提交举报', 'Send the tip')}</button>
        </PostForm>
      </>
    ),
  });
}

/** How many characters at the end of the receipt must be typed back. */
const TYPE_BACK = 4;
const bareReceipt = receiptCharacters;
/** Whether what was typed is the end of the receipt; separators and case do not matter. */
export const typedBack = (receipt: string, typed: string) =>
  bareReceipt(typed).length >= TYPE_BACK &&
  bareReceipt(receipt).endsWith(bareReceipt(typed).slice(-TYPE_BACK)) &&
  bareReceipt(typed).length <= bareReceipt(receipt).length;

export interface Told {
  receipt: string;
  /** Details were given that do not make a real name. */
  incomplete: boolean;
  next: NextDate[];
}

/**
 * The receipt, shown until part of it was typed back, then no more. `key`: that of the tip, under which the answer lies for an hour,
 * so that the page carries nothing of it along; `check`: what came of typing back.
 */
export function toldPage(lang: Lang, told: Told, key: string, check: 'asked' | 'wrong' | 'right' = 'asked'): string {
  const zh = lang === 'zh';
  const t = (a: string, b: string) => (zh ? a : b);
  return render({
    lang,
    path: null,
    // The receipt is in no address: there is no page of it in the other language.
    other: '/progress',
    title: t('已接收', 'Received'),
    children: (
      <>
        <h1>{t('已接收您的举报', 'We have your tip')}</h1>
        {check === 'right' ? (
          <div className="note good" role="status">
            {t(
              '核对正确。凭证已由您保存，不再显示，可以关闭本页。',
              'That is right. You have kept your receipt; it is not shown any more, and you may close this page.',
            )}
          </div>
        ) : (
          <p>
            {t('这是您的查询凭证。', 'This is your receipt. ')}
            <strong>
              {t(
                `请抄下并核对：${RECEIPT_SHOWN.zh}，我们无法找回。`,
                `Write it down and check it: ${RECEIPT_SHOWN.en}, and cannot be recovered.`,
              )}
            </strong>
          </p>
        )}
        {check === 'right' ? null : (
          <p className="receipt" translate="no">
            {told.receipt}
          </p>
        )}
        {check === 'right' ? null : (
          <PostForm lang={lang} to="/tell/kept" card>
            <input type="hidden" name="key" value={key} />
            <Field
              id="back"
              label={t(
                `请抄下凭证，再输入最后 ${TYPE_BACK} 位`,
                `Write it down, then type its last ${TYPE_BACK} characters`,
              )}
              error={
                check === 'wrong'
                  ? t(
                      '与凭证不符，请对照后再输入。',
                      'That is not the end of the receipt. Please compare and try again.',
                    )
                  : undefined
              }
            >
              <input
                type="text"
                id="back"
                name="back"
                required
                maxLength={60}
                autoComplete="off"
                autoCapitalize="characters"
                spellCheck={false}
                aria-describedby={describedBy('back', undefined, check === 'wrong' ? 'x' : undefined)}
              />
            </Field>
            <button type="submit">{t('我已抄下', 'I have written it down')}</button>
          </PostForm>
        )}
        {told.incomplete ? (
          <div className="note">
            {t(
              '您填写的信息不足以作为实名举报（须有姓名、证件号和一种联系方式），本次按匿名举报办理。',
              'Your details are not enough for a real-name tip (name, ID number and one contact); it is treated as anonymous.',
            )}
          </div>
        ) : null}
        <h2>{t('接下来', 'What happens next')}</h2>
        <NextDates lang={lang} next={told.next} undecided />
        <p>
          <a href={pathIn(lang, '/progress')}>{t('以后凭凭证查看进展', 'Come back with the receipt')}</a>
        </p>
      </>
    ),
  });
}

/** Instead of a receipt that was typed back already or has lain for an hour: it is not shown again. */
export function notAgainPage(lang: Lang): string {
  const t = (a: string, b: string) => (lang === 'zh' ? a : b);
  return render({
    lang,
    path: null,
    other: '/progress',
    title: t('凭证不再显示', 'The receipt is not shown again'),
    children: (
      <>
        <h1>{t('凭证不再显示', 'The receipt is not shown again')}</h1>
        <p>
          {t(
            `这份举报已经收到。查询凭证${RECEIPT_SHOWN.zh}。`,
            `This tip has been received. Its receipt is not shown again: ${RECEIPT_SHOWN.en}.`,
          )}
        </p>
        <p>
          <a className="button" href={pathIn(lang, '/progress')}>
            {t('凭凭证查看进展', 'Come back with the receipt')}
          </a>
        </p>
      </>
    ),
  });
}

/**
 * Next dates as a list a citizen reads, each with its reason; of two for one duty the earlier first, the later named beside it.
 * `undecided`: nobody has decided on acceptance yet.
 */
export function NextDates({ lang, next, undecided = false }: { lang: Lang; next: NextDate[]; undecided?: boolean }) {
  if (next.length === 0) return <p>{lang === 'zh' ? '目前没有待到的期限。' : 'No date is waited for at present.'}</p>;
  return (
    <ul className="next">
      {next.map((n) => (
        <li key={n.deadline + n.due}>
          <OneDate lang={lang} date={n} undecided={undecided} />
          {n.also && n.also.length > 0 ? (
            <>
              <p className="hint">
                {n.also.some((other) => other.due === n.due)
                  ? lang === 'zh'
                    ? '同一事项还有另一期限，两项同日届满，另一期限为：'
                    : 'The same duty has another period. Both end on this day; the other is:'
                  : lang === 'zh'
                    ? '同一事项还有另一期限，先到的为准，另一期限为：'
                    : 'The same duty has another period. The earlier one, above, binds; the other is:'}
              </p>
              <ul>
                {n.also.map((later) => (
                  <li key={later.deadline + later.due}>
                    <OneDate lang={lang} date={later} undecided={undecided} />
                  </li>
                ))}
              </ul>
            </>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

/** Titles of the catalogue speak of the tipster; here the tipster reads. */
const TO_READER: Record<string, { zh: string; en: string }> = {
  'tip-review': { zh: '审查是否受理', en: 'Review of your tip' },
  'tip-acceptance-notice': { zh: '告知您是否受理', en: 'Tell you whether your tip is accepted' },
  'tip-investigate': { zh: '举报办结', en: 'Conclude your tip' },
  'tip-result-feedback': { zh: '答复您办理结果', en: 'Answer you with the result' },
};

function OneDate({ lang, date, undecided }: { lang: Lang; date: NextDate; undecided: boolean }) {
  const zh = lang === 'zh';
  const clause = date.clause ?? deadlineById(date.deadline)?.source;
  const title = (TO_READER[date.deadline] ?? date.title)[lang];
  // Runs from receipt, but is owed only for a tip that is accepted (M49 arts. 21, 27).
  const ifAccepted = undecided && date.deadline === 'tip-investigate';
  const { explanation, confidence, confirmation } = date;
  return (
    <>
      {ifAccepted ? (zh ? `如受理，${title}` : `${title}, if it is accepted`) : title}
      {zh ? '：最迟 ' : ': by '}
      <strong>{dateWords(lang, date.due)}</strong>{' '}
      {date.provisional ? (
        <span className="tag">{zh ? '暂定：次年放假通知未公布' : 'provisional: next year’s calendar is not out'}</span>
      ) : null}
      {date.moved ? (
        <span className="tag moved">
          {zh ? `已变动，原为${dateWords(lang, date.moved.from)}` : `moved, was ${dateWords(lang, date.moved.from)}`}
        </span>
      ) : null}
      {date.moved ? (
        <span className="when">
          {date.moved.edition
            ? zh
              ? `因新规定自${dateWords(lang, date.moved.edition)}起施行（${date.moved.notice}）重新计算`
              : `Counted again because a new rule is in force from ${dateWords(lang, date.moved.edition)} (${date.moved.notice})`
            : zh
              ? `因放假安排公布（${date.moved.notice}）重新计算`
              : `Counted again because days off were published (${date.moved.notice})`}
        </span>
      ) : null}
      <span className="when">
        {clause ? (zh ? clause.zh : inFull(clause.en)) : date.basis}
        {confidence && (confidence !== 'text' || confirmation)
          ? ` · ${confidenceWords(lang, confidence, confirmation)}`
          : ''}
      </span>
      {date.why ? (
        <details>
          <summary>{zh ? '为什么是这一天' : 'Why this day'}</summary>
          <p>{date.why[lang]}</p>
          {explanation ? (
            <>
              <Groups lang={lang} groups={explanation.groups} />
              {explanation.calendars.length > 0 ? (
                <p className="hint">
                  {zh ? '放假安排：' : 'Notices on days off: '}
                  {explanation.calendars.join(zh ? '、' : ', ')}
                </p>
              ) : null}
              {confidence ? (
                <p className="hint">
                  {zh ? '条文：' : 'The clause: '}
                  {confidenceWords(lang, confidence, confirmation)}
                </p>
              ) : null}
              <Conventions lang={lang} conventions={explanation.conventions} />
            </>
          ) : null}
        </details>
      ) : null}
    </>
  );
}
