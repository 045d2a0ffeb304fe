import type { PostView } from '../../api/types.ts';
import type { Values } from '../../form/schema.ts';
import { useWords } from '../../words/words.tsx';
import type { Typed } from './draft.ts';

const WITH_CASES = ['officer'];

/** What a change brings with it, said before it is asked for. */
export function Follows({ typed, values }: { typed: Typed; values: Values }) {
  const { t, pick, day } = useWords();
  const { kind, person } = typed;
  const from = typeof values.from === 'string' ? values.from : null;
  const when = from ? day(from) : t('批准当日', 'the day of the approval');
  const own = (person?.posts ?? []).filter((p) => p.for === null);
  const named = (posts: readonly PostView[]) => posts.map((p) => pick(p.post)).join(t('、', ', '));
  const gone = own.filter((p) => from === null || p.until === null || p.until >= from);
  const deputies = person?.deputies.map((d) => pick(d.name)).join(t('、', ', ')) ?? '';
  const kept = new Set(Array.isArray(values.roles) ? (values.roles as string[]) : []);
  const held = kind === 'end-post' ? own.filter((p) => p.id === typed.settled.post) : gone;
  const ends = kind === 'change-post' || kind === 'end-post' || kind === 'leave';
  const cases = ends && held.some((p) => p.roles.some((role) => WITH_CASES.includes(role) && !kept.has(role)));
  const lines: (string | null)[] = [];
  if (kind === 'change-post') {
    lines.push(
      gone.length > 0
        ? t(
            `自${when}起，原职务终止：${named(gone)}。要保留原职务的，请改用“增加职务”。`,
            `From ${when} on, these posts end: ${named(gone)}. To keep them, add a post instead.`,
          )
        : null,
      t('原职务的权限同时终止，不留到以后。', 'What the old posts allowed ends with them.'),
    );
  }
  if (kind === 'end-post')
    lines.push(t(`自${when}起，该职务的权限终止。`, `From ${when} on, what this post allows is over.`));
  if (kind === 'leave') {
    lines.push(
      t(`自${when}起，全部职务终止：${named(gone)}。`, `From ${when} on, every post ends: ${named(gone)}.`),
      from
        ? t(`${when}起不能再登录，账号关闭。`, `From ${when} on nobody signs in as them; the account is shut.`)
        : t(
            '批准时全部登录会话立即结束，账号关闭。',
            'With the approval every session ends at once, and the account is shut.',
          ),
      t(
        '与其有关的代理（由其代理的和代理其职务的）同时结束。',
        'Deputyships end with it, those they hold and those held for them.',
      ),
      deputies ? t(`现在的代理人：${deputies}。`, `Deputies today: ${deputies}.`) : null,
    );
  }
  if (cases) {
    lines.push(
      t(
        '由其承办的案件，须由监督机构负责人另行指定承办人。',
        'Cases of which they are an officer need another one, whom the head of the supervision unit assigns.',
      ),
    );
  }
  if (kind === 'appoint-deputy') {
    const until = typeof values.until === 'string' ? values.until : null;
    lines.push(
      t(
        `${from ? day(from) : '批准当日'}至${until ? day(until) : '最后一日'}，代理人在自己的职务之外，另有这些职务的权限：${named(own)}。`,
        `From ${when} to ${until ? day(until) : 'the last day'} the deputy holds these posts beside their own: ${named(own)}.`,
      ),
      t(
        '期间的待办和提醒同时发给代理人；所办事项记明“代”谁办理。',
        'Work and news of these days go to the deputy, too; what they do says for whom it was done.',
      ),
      t(
        '代理人须回避的案件不由其代理，转由上一级办理。',
        'A case they are shut out of is not theirs: it goes one level up.',
      ),
    );
  }
  if (kind === 'add-person') {
    lines.push(
      t(
        '批准后，一次性密码向批准人显示一次，由其交给本人。',
        'Once approved, a one-time password is shown once to who approves, who hands it over.',
      ),
    );
  }
  if (kind === 'add-organ') {
    lines.push(
      t(
        '批准后，这个机关由其自己的三员管理；您看不到它的人员和案件。',
        'Once approved it is run by its own three officers; of its people and cases you see nothing.',
      ),
      t(
        '首批人员的一次性密码向批准人显示一次，由其交给本人。',
        'One-time passwords of its first people are shown once to who approves, who hands them over.',
      ),
    );
  }
  if (kind === 'rename-organ') {
    lines.push(
      t(
        `自${when}起使用新名称；以前的文书和登记仍用原名称。须由上级机关同意。`,
        `From ${when} on it bears the new name; papers and entries of before keep the old one. The organ above consents.`,
      ),
    );
  }
  if (kind === 'merge-organ') {
    lines.push(
      t(
        '自批准当日起，其在办案件、期限、凭证由并入的机关继续办理，案件内容不作任何改动；应当回避的人仍然回避。',
        'From the day of the approval its open cases, clocks and receipts go on under the other organ, and nothing in them is changed; whoever was outside a case stays outside.',
      ),
      t(
        '其全部机构、职务、代理于前一日终止；没有列出新职务的人员离任，账号关闭。',
        'Its units, posts and deputyships end with the day before; who is given no post leaves, and the account is shut.',
      ),
    );
  }
  if (kind === 'say-of-oneself') {
    lines.push(t('公众页面将显示这些内容；须由正职负责人同意。', 'Citizens read this; the principal consents to it.'));
  }
  const said = lines.filter((line) => line !== null);
  if (said.length === 0) return null;
  return (
    <section className="proposal" aria-labelledby="follows">
      <h3 id="follows">{t('由此产生的后果', 'What follows')}</h3>
      <ul className="follows">
        {said.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  );
}
