import type { z } from 'zod';
import { CONDUCT } from '../../domain/law/grounds.ts';
import { deadlineById, inFull } from '../../domain/law/index.ts';
import { lookUp } from '../../domain/look-up.ts';
import { composed } from '../../domain/text/composed.ts';
import { receiptCharacters } from '../../domain/text/receipt.ts';
import { whyUnstorable } from '../../domain/text/storable.ts';
import { RECEIPT_SHOWN, TIP_LISTS, type Tip, tipSchema } from '../../domain/tip.ts';
import type { NextDate } from '../../ledger/types.ts';
import { dateWords, type Lang, pathIn, saying } from '../page/language.ts';
import { render } from '../page/layout.tsx';
import { Conventions, confidenceWords, Groups } from './explained.tsx';
import { describedBy, Field, inDigits, lengthTyped, type Typed } from './fields.tsx';
import { PostForm } from './post-form.tsx';

export type Wrong = { field: string; text: string }[];

/** Names of the fields, Chinese and English; on the form a field is called the same, unless it asks for more. */
export const WORDS = {
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

/** A field of a tip that the form asks for. */
export type FieldPath = keyof typeof WORDS;

const FIELD_OF: Partial<Record<FieldPath, string>> = {
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

/** The name under which the form sends a field. */
export const fieldOf = (path: FieldPath): string => FIELD_OF[path] ?? path;

const some = (text: string | undefined) => {
  const t = text?.trim();
  return t ? t : undefined;
};

/** Yuan as a number; NaN for anything that is not written in digits. */
function yuanOf(typed: string): number {
  const bare = composed(typed, 'NFKC').replaceAll(/[,\s元]/g, '');
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
export function lackingName(typed: Typed): { field: string; zh: string; en: string } | null {
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

export const ticksOf = (typed: string | undefined) => new Set((typed ?? '').split('\n'));

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
  const t = saying(lang);
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
  const t = saying(lang);
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
