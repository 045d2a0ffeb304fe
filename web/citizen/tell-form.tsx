import type { InputHTMLAttributes, ReactNode, TextareaHTMLAttributes } from 'react';
import type { KeptFile } from '../../api/problem.ts';
import { label } from '../../domain/law/glossary.ts';
import { CONDUCT } from '../../domain/law/grounds.ts';
import { awayOffered, DOORS, type Door } from '../../domain/people/door.ts';
import { EVIDENCE_LIMITS_SAID, MOST_TEXT, RECEIPT_SHOWN, TIP_LISTS } from '../../domain/tip.ts';
import { ACCEPT } from '../../files/table.ts';
import { type Lang, pathIn } from '../page/language.ts';
import { Problems, render } from '../page/layout.tsx';
import { toldTo } from './choose.tsx';
import { describedBy, Field, KeptFiles, lengthWords, Select, type Typed } from './fields.tsx';
import { PostForm } from './post-form.tsx';
import { TakenKindsFolded } from './taken.tsx';
import { type FieldPath, fieldOf, lackingName, ticksOf, WORDS, type Wrong } from './tell.tsx';
import type { Whose } from './whose.ts';

/** The form as it stands: what was typed, and what is wrong with it. */
interface Form {
  lang: Lang;
  typed: Typed;
  t(zh: string, en: string): string;
  errorOf(id: string): string | undefined;
}
type Options = { value: string; text: string }[];

function formOf(lang: Lang, typed: Typed, wrong: Wrong): Form {
  return {
    lang,
    typed,
    t: (zh, en) => (lang === 'zh' ? zh : en),
    errorOf: (id) => wrong.find((w) => w.field === id)?.text,
  };
}

const optionsOf = (lang: Lang, prefix: keyof typeof TIP_LISTS): Options =>
  TIP_LISTS[prefix].map((id) => ({ value: id, text: label(`tip.${prefix}.${id}`)[lang] }));

const nameOf = ({ lang }: Form, of: FieldPath): string => WORDS[of][lang === 'zh' ? 0 : 1];
/** The same of one in which as many are ticked as fit. */
const several = (form: Form, of: FieldPath): string =>
  `${nameOf(form, of)}${form.t('（可多选）', ' (several allowed)')}`;

interface Asked {
  form: Form;
  of: FieldPath;
  /** What it is called, where the form asks for more than its name says. */
  label?: string;
  hint?: string | undefined;
  must?: string;
}
type Attributes<E> = Omit<
  E extends HTMLInputElement ? InputHTMLAttributes<E> : TextareaHTMLAttributes<E>,
  'form' | 'id'
>;

/** What a field that is typed into has in common with every other: what was typed before, and what is wrong, for every reader. */
const typedInto = ({ typed, errorOf }: Form, id: string, hint: string | undefined) => ({
  id,
  name: id,
  defaultValue: typed[id],
  autoComplete: 'off',
  'aria-invalid': errorOf(id) ? true : undefined,
  'aria-describedby': describedBy(id, hint, errorOf(id)),
});

/** A field of one line. */
function Line({ form, of, label: name = nameOf(form, of), hint, must, ...more }: Asked & Attributes<HTMLInputElement>) {
  const id = fieldOf(of);
  return (
    <Field id={id} label={name} must={must} hint={hint} error={form.errorOf(id)}>
      <input type="text" {...typedInto(form, id, hint)} {...more} />
    </Field>
  );
}

/** A field with a list to choose from. */
function Choice({
  form,
  of,
  label: name = nameOf(form, of),
  hint,
  ...more
}: Pick<Asked, 'form' | 'of' | 'label' | 'hint'> & Omit<Parameters<typeof Select>[0], 'id' | 'describedBy'>) {
  const id = fieldOf(of);
  return (
    <Field id={id} label={name} hint={hint}>
      <Select id={id} describedBy={describedBy(id, hint)} {...more} />
    </Field>
  );
}

/** A field of several lines. */
function Text({
  form,
  of,
  label: name = nameOf(form, of),
  hint,
  must,
  ...more
}: Asked & Attributes<HTMLTextAreaElement>) {
  const id = fieldOf(of);
  return (
    <Field id={id} label={name} must={must} hint={hint} error={form.errorOf(id)}>
      <textarea {...typedInto(form, id, hint)} {...more} />
    </Field>
  );
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

/** Who must not see it, by post and by name, and who shall receive it then. */
function KeptAway({ form, doors }: { form: Form; doors: readonly Door[] | null }) {
  const { lang, typed, t, errorOf } = form;
  const offered = awayOffered(doors ?? DOORS);
  const ticked = ticksOf(typed['not-posts']);
  const toAbove = offered.includes('special')
    ? {
        zh: '勾选或者写到专门受理岗位、其人员的，由上级机关接收。',
        en: 'If you tick or write the special intake post or somebody in it, it goes to the organ above.',
      }
    : { zh: '', en: '' };
  return (
    <details
      open={Boolean(typed['not-these'] || typed['not-posts'] || typed.door) || errorOf('not-these') !== undefined}
    >
      <summary>{t('有人不能看到这件举报', 'Somebody must not see this tip')}</summary>
      <fieldset id="not-posts" className="plain">
        <legend>{several(form, 'notPosts')}</legend>
        {offered.map((id) => (
          <Tick key={id} name="not-posts" value={id} ticked={ticked.has(id)}>
            {label(`tip.away.${id}`)[lang]}
          </Tick>
        ))}
      </fieldset>
      <Text
        form={form}
        of="notThese"
        hint={t(
          `写姓名或者岗位。填写后普通受理岗位看不到；接收的岗位登记时把这些人排除在外。${toAbove.zh}`,
          `Names or posts. What you write here keeps it from the ordinary reception; who receives it shuts these people out when registering it. ${toAbove.en}`,
        )}
        className="short"
      />
      <Choice
        form={form}
        of="door"
        options={optionsOf(lang, 'door').filter((o) => doors === null || doors.some((door) => door === o.value))}
        value={typed.door}
        empty={t('由系统按上面的回答决定', 'As follows from the answers above')}
      />
    </details>
  );
}

function Who({ form, doors }: { form: Form; doors: readonly Door[] | null }) {
  const { lang, typed, t } = form;
  return (
    <fieldset>
      <legend>{t('一、举报谁', '1. Who')}</legend>
      <Line
        form={form}
        of="accused.name"
        must={t('（必填）', '(required)')}
        hint={t('个人写姓名，单位写全称。', 'A person’s name, or the full name of a unit.')}
        required
      />
      <Choice
        form={form}
        of="accused.kind"
        options={optionsOf(lang, 'accused')}
        value={typed['accused-kind'] ?? 'unknown'}
      />
      <Choice
        form={form}
        of="concernsStaff"
        label={t('是否涉及人社部门或经办机构的工作人员', 'Does it concern staff of the authority or its agencies?')}
        hint={whoReceives(doors)[lang]}
        options={optionsOf(lang, 'staff')}
        value={typed.staff ?? 'unsure'}
      />
      {doors === null || doors.length > 0 ? <KeptAway form={form} doors={doors} /> : null}
      <details>
        <summary>{t('更多：地址、证件号、法定代表人', 'More: address, code or ID number, representative')}</summary>
        <Line form={form} of="accused.address" />
        <Line form={form} of="accused.code" />
        <Line form={form} of="accused.representative" />
      </details>
    </fieldset>
  );
}

function What({ form }: { form: Form }) {
  const { lang, typed, t, errorOf } = form;
  const chosen = new Set((typed.conduct ?? '').split('\n'));
  return (
    <fieldset>
      <legend>{t('二、什么事', '2. What')}</legend>
      <Text
        form={form}
        of="clue"
        must={t('（必填）', '(required)')}
        hint={t(
          `写清楚谁、做了什么、什么时候、在哪里、您怎么知道的。一句话也可以；${lengthWords('zh', MOST_TEXT, typed.clue)}。`,
          `Who, what, when, where, and how you know. One sentence is enough; ${lengthWords('en', MOST_TEXT, typed.clue)}.`,
        )}
        required
      />
      <Choice form={form} of="fund" options={optionsOf(lang, 'fund')} value={typed.fund ?? 'unknown'} />
      <details id="conduct" open={chosen.size > 1 || errorOf('conduct') !== undefined}>
        <summary>{several(form, 'conduct')}</summary>
        {CONDUCT.map((c) => (
          <Tick key={c.id} name="conduct" value={c.id} ticked={chosen.has(c.id)}>
            {c[lang]}
          </Tick>
        ))}
      </details>
      <div className="two">
        <Line
          form={form}
          of="amount.cny"
          label={t('大约多少钱（元）', 'About how much (yuan)')}
          hint={t('只写数字，例如：120000', 'Digits only, e.g. 120000')}
          inputMode="decimal"
        />
        <Choice
          form={form}
          of="amount.basis"
          options={optionsOf(lang, 'amount')}
          value={typed['amount-basis'] ?? 'unknown'}
        />
      </div>
    </fieldset>
  );
}

function WhenAndWhere({ form }: { form: Form }) {
  const { lang, typed, t } = form;
  const unsaid = t('不想说', 'I would rather not say');
  return (
    <fieldset>
      <legend>{t('三、什么时候、在哪里', '3. When and where')}</legend>
      <Line form={form} of="when" placeholder={t('例如：2025年3月到现在', 'e.g. since March 2025')} />
      <Line form={form} of="where" />
      <Choice form={form} of="knownBy" options={optionsOf(lang, 'known')} value={typed.known} empty={unsaid} />
      <Choice
        form={form}
        of="interest"
        hint={t(
          '有利害关系也可以举报，如实选择有助于核实。',
          'You may tell us whatever your part; an honest answer helps.',
        )}
        options={optionsOf(lang, 'interest')}
        value={typed.interest}
        empty={unsaid}
      />
    </fieldset>
  );
}

function Evidence({ form, kept }: { form: Form; kept: readonly KeptFile[] }) {
  const { lang, t, errorOf } = form;
  return (
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
  );
}

/** The fields that may say who tells. */
const OF_THE_TIPSTER = (
  ['tipster.name', 'tipster.idNumber', 'tipster.phone', 'tipster.email', 'tipster.address'] as const
).map(fieldOf);

function AboutYou({ form }: { form: Form }) {
  const { typed, t, errorOf } = form;
  /** The choice to go on anonymously is offered once it is needed, and stays as it was made. */
  const lacking = lackingName(typed) !== null || typed.anonymous === 'yes';
  return (
    <fieldset>
      <legend>{t('五、关于您（可以全部不填）', '5. About you (all optional)')}</legend>
      <p>
        {t(
          '不填就是匿名举报。实名举报须有姓名、证件号和一种联系方式；实名并要求告知的，我们会答复您是否受理和处理结果。这些内容单独加密保存，受理和办案人员看不到。确须知道的，须写明理由和依据，由没有办过本案的负责人批准、身份保管员打开，只给申请人看二十四小时；何时、为何打开会显示在您的进展页上，批准的人写明依据的，最多推迟六个月。给您发提醒时由系统使用地址，不显示给任何人。',
          'Leave it empty to stay anonymous. A real-name tip needs name, ID number and one contact; who gives it and asks is told of acceptance and result. It is kept apart, under another key; neither reception nor investigators see it. Who must know it gives ground and clause; a head with no act in your case approves, a custodian opens it, and only who asked is shown it, for 24 hours. Your page tells you when and why; the head may put that off with a clause, for six months at most. To send you news the system uses your address and shows it to nobody.',
        )}
      </p>
      <details open={OF_THE_TIPSTER.some((field) => Boolean(typed[field]) || errorOf(field) !== undefined)}>
        <summary>{t('填写我的信息', 'Give my details')}</summary>
        <Line form={form} of="tipster.name" />
        <Line form={form} of="tipster.idNumber" />
        <Line form={form} of="tipster.phone" type="tel" />
        <Line form={form} of="tipster.email" inputMode="email" />
        <Line form={form} of="tipster.address" />
        <Tick name="wants-notice" value="yes" ticked={typed['wants-notice'] === 'yes'}>
          {t(
            '请告知我是否受理和处理结果（邮件只说“有新消息”，不说内容）',
            'Tell me of acceptance and result (mail says only that there is news, never what)',
          )}
        </Tick>
        {lacking ? (
          <Tick id="anonymous" name="anonymous" value="yes" ticked={typed.anonymous === 'yes'}>
            {t(
              '不补全，按匿名举报提交（不会书面告知是否受理和处理结果；可以凭查询凭证查看）',
              'Go on anonymously (acceptance and result are not told by letter; you can look with your receipt)',
            )}
          </Tick>
        ) : null}
      </details>
    </fieldset>
  );
}

function Tick(props: { id?: string; name: string; value: string; ticked: boolean; children: ReactNode }) {
  const { ticked, children, ...input } = props;
  return (
    <label className="tick">
      <input type="checkbox" {...input} defaultChecked={ticked} />
      <span>{children}</span>
    </label>
  );
}

/** Who receives it, where there are several: said before anything is typed, or asked where nobody was chosen. */
function Receives({ form, of: { receivers, chosen } }: { form: Form; of: Whose }) {
  const { lang, t, errorOf } = form;
  if (receivers.length < 2) return null;
  if (chosen)
    return (
      <div className="note">
        <input type="hidden" name="organ" value={chosen.id} />
        <p>
          {t('这件举报由', 'This tip goes to ')}
          <strong>{chosen.name[lang]}</strong>
          {chosen.area ? t(`（管辖区域：${chosen.area.zh}）`, ` (responsible for ${chosen.area.en})`) : null}
          {t('接收。', '.')}
        </p>
        <p>
          <a href={pathIn(lang, '/tell/organs')}>{t('换一个机关', 'Choose another')}</a>
        </p>
      </div>
    );
  return (
    <Field
      id="organ"
      label={t('由哪个机关接收', 'Which organ shall receive it')}
      must={t('（必填）', '(required)')}
      error={errorOf('organ')}
    >
      <Select
        id="organ"
        options={receivers.map(({ id, name, area }) => ({
          value: id,
          text: area ? t(`${name.zh}（${area.zh}）`, `${name.en} (${area.en})`) : name[lang],
        }))}
        value={undefined}
        empty={t('请选择', 'Please choose')}
      />
    </Field>
  );
}

/**
 * The form, guided: who, what, when; evidence; about you; what happens next. `key` makes a second sending the same tip; `doors`: where
 * a tip goes that the ordinary reception shall not see; `kept`: files that wait already; `of`: who receives it.
 */
export function tellPage(
  lang: Lang,
  key: string,
  typed: Typed = {},
  wrong: Wrong = [],
  kept: readonly KeptFile[] = [],
  doors: readonly Door[] | null = null,
  of: Whose = { receivers: [], chosen: null },
  to = '/tell',
): string {
  const form = formOf(lang, typed, wrong);
  const { t } = form;
  return render({
    lang,
    path: '/tell',
    ...(of.chosen ? { other: toldTo(of.chosen) } : {}),
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
          <Receives form={form} of={of} />
          <Who form={form} doors={doors} />
          <What form={form} />
          <WhenAndWhere form={form} />
          <Evidence form={form} kept={kept} />
          <AboutYou form={form} />
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
