import { Button } from 'antd';
import type { Acts, CaseView, OfferedAct, ProceedingView, RefusedAct } from '../../api/types.ts';
import { Basis } from '../../parts/basis.tsx';
import { Empty } from '../../parts/page.tsx';
import { nameOf } from '../../parts/who.tsx';
import { labelOf } from '../../words/labels.ts';
import { useWords } from '../../words/words.tsx';

const declines = (a: OfferedAct) => a.act.endsWith(':decline');

type Post = ProceedingView['leadsOn'][number]['by'][number];

const postLabel = (post: Post) => labelOf(post === 'superior' ? 'outside.superior' : `role.${post}`);

/** Proposing what is proposed already puts the new proposal in the place of the old one, and is called so. */
function named(act: OfferedAct, p: ProceedingView): OfferedAct {
  const pending = p.proposals.find((x) => act.act === `${x.act}:propose`);
  if (!pending) return act;
  return { ...act, label: { zh: `重新提出：${pending.label.zh}`, en: `Propose anew: ${pending.label.en}` } };
}

/** Acts by proceeding: what waits for my decision, what carries it on, what may be done besides, and why not the rest. */
export function ActsPanel({ acts, view, choose }: { acts: Acts; view: CaseView; choose: (a: OfferedAct) => void }) {
  const { t, pick, when } = useWords();
  const groups = view.details
    .map((p) => {
      const allowed = acts.allowed.filter((a) => a.proceeding === p.id).map((a) => named(a, p));
      const free = allowed.filter((a) => !a.proposal);
      return {
        p,
        decide: allowed.filter((a) => a.proposal && !declines(a)),
        waiting: p.proposals.filter((x) => !allowed.some((a) => a.act === x.act && a.proposal)),
        main: free.filter((a) => a.source === 'own' && a.moves),
        papers: free.filter((a) => a.source === 'paper'),
        besides: free.filter((a) => a.source === 'own' && !a.moves),
        allowed,
        refused: acts.refused.filter((a) => a.proceeding === p.id),
      };
    })
    .filter((g) => g.allowed.length + g.refused.length > 0)
    .sort((a, b) => Number(a.p.ended !== null) - Number(b.p.ended !== null));
  if (groups.length === 0) {
    return <Empty>{t('您在本案中现在没有可办的事项。', 'There is nothing for you to do in this case now.')}</Empty>;
  }
  return (
    <>
      {acts.allowed.length === 0 ? (
        <Empty>
          {t('您现在没有可以办理的事项，原因见下。', 'There is nothing you can do now; the reasons are below.')}
        </Empty>
      ) : null}
      {groups.map(({ p, decide, waiting, main, papers, besides, allowed, refused }) => (
        <div className="acts" key={p.id}>
          <h3>
            {pick(p.title)} <span className="quiet">{pick(p.label)}</span>
          </h3>
          {allowed.length === 0 ? <p className="quiet">{t('现在没有可办的。', 'Nothing now.')}</p> : null}
          {decide.map((a) => {
            const no = allowed.find((d) => d.act === `${a.act}:decline`);
            return (
              <div className="decide" key={a.act}>
                <p>
                  <b>{pick(a.label)}</b>
                  {a.proposal ? (
                    <span className="quiet">
                      {t(
                        `${pick(nameOf(view.people, a.proposal.by))} 提出，等您决定`,
                        `proposed by ${pick(nameOf(view.people, a.proposal.by))}, waits for you`,
                      )}
                    </span>
                  ) : null}
                </p>
                <div className="act-buttons">
                  <Button type="primary" onClick={() => choose(a)}>
                    {t('查看并批准', 'Look and approve')}
                  </Button>
                  {no ? <Button onClick={() => choose(no)}>{t('不同意', 'Decline')}</Button> : null}
                </div>
              </div>
            );
          })}
          {waiting.map((x) => (
            <div className="waiting-for" key={x.act}>
              <p>
                <b>{t(`已提出：${x.label.zh}`, `Proposed: ${x.label.en}`)}</b>
                <span className="quiet">
                  {t(
                    `${pick(nameOf(view.people, x.by))}于 ${when(x.at)} 提出，待${x.waitsFor.map((r) => postLabel(r).zh).join('或')}决定`,
                    `by ${pick(nameOf(view.people, x.by))}, ${when(x.at)}; waits for the decision of: ${x.waitsFor.map((r) => postLabel(r).en).join(' or ')}`,
                  )}
                </span>
              </p>
            </div>
          ))}
          <Buttons acts={main} choose={choose} />
          {papers.length > 0 ? (
            <div className="besides">
              <p className="quiet">{t('录入收到的文书', 'Enter what came from outside')}</p>
              <Buttons acts={papers} choose={choose} small />
            </div>
          ) : null}
          {besides.length > 0 ? (
            <div className="besides">
              <p className="quiet">{t('随时可办', 'Besides')}</p>
              <Buttons acts={besides} choose={choose} small />
            </div>
          ) : null}
          {refused.length > 0 ? (
            <details className="refused">
              <summary>{t(`为什么不能办（${refused.length} 项）`, `Why not the rest (${refused.length})`)}</summary>
              <ul>
                {alike(refused).map((list) => (
                  <Refused key={list.map((a) => a.act).join()} acts={list} p={p} />
                ))}
              </ul>
            </details>
          ) : null}
        </div>
      ))}
    </>
  );
}

function Buttons({
  acts,
  choose,
  small = false,
}: {
  acts: OfferedAct[];
  choose: (a: OfferedAct) => void;
  small?: boolean;
}) {
  const { pick } = useWords();
  if (acts.length === 0) return null;
  return (
    <ul className="act-buttons">
      {acts.map((a) => (
        <li key={a.act}>
          <Button size={small ? 'small' : 'middle'} onClick={() => choose(a)}>
            {pick(a.label)}
          </Button>
        </li>
      ))}
    </ul>
  );
}

/** Refusals with one reason stand together; those by law and house come before those of the mere state. */
function alike(refused: RefusedAct[]): RefusedAct[][] {
  const groups = new Map<string, RefusedAct[]>();
  for (const a of refused) {
    const plain = a.refusal.code === 'not-in-this-state' || a.refusal.code === 'nothing-proposed';
    const key = plain ? `~${a.refusal.code}` : `${a.refusal.code}-${a.refusal.message.zh}`;
    groups.set(key, [...(groups.get(key) ?? []), a]);
  }
  return [...groups.entries()]
    .sort(([a], [b]) => Number(a.startsWith('~')) - Number(b.startsWith('~')))
    .map(([, l]) => l);
}

/** So many names stand beside their reason; more are folded away under their number. */
const FEW = 3;

/** One reason with the number of acts it stands for; where the reason is the state, what leads on from it and who takes that. */
function Refused({ acts, p }: { acts: RefusedAct[]; p: ProceedingView }) {
  const { t, pick } = useWords();
  const refusal = acts[0]?.refusal;
  if (!refusal) return null;
  const byState = refusal.code === 'not-in-this-state';
  const names = acts.map((a) => pick(a.label)).join(t('、', ', '));
  const byPosts = new Map<string, string[]>();
  for (const { label, by } of p.leadsOn) {
    const posts = by.map((post) => pick(postLabel(post))).join(t('、', ', '));
    byPosts.set(posts, [...(byPosts.get(posts) ?? []), pick(label)]);
  }
  const next = [...byPosts].map(([posts, list]) => {
    const what = list.join(t('、', ', '));
    return t(`${what}（${posts}）`, `${what} (${posts})`);
  });
  return (
    <li>
      <span>
        {acts.length > 1 ? <b>{t(`${acts.length} 项：`, `${acts.length} acts: `)}</b> : <b>{`${names} `}</b>}
        {byState
          ? t(`现在是“${p.label.zh}”状态，不能办理。`, `not possible now: the state is “${p.label.en}”.`)
          : pick(refusal.message)}
      </span>
      {byState && next.length > 0 ? (
        <span>
          {p.leadsOn.length === 1 ? t('先办：', 'First: ') : t('从这一状态可以办：', 'From this state lead on: ')}
          {next.join(t('；', '; '))}
        </span>
      ) : null}
      {refusal.basis.clause ? (
        <span className="quiet">
          {t('依据：', 'Basis: ')}
          <Basis basis={refusal.basis.clause} />
        </span>
      ) : null}
      {refusal.remedy ? (
        <span>
          {t('可以这样做：', 'What you can do: ')}
          {pick(refusal.remedy)}
        </span>
      ) : null}
      {acts.length > FEW ? (
        <details>
          <summary>{t('是哪些', 'Which')}</summary>
          <span className="quiet">{names}</span>
        </details>
      ) : acts.length > 1 ? (
        <span className="quiet">{names}</span>
      ) : null}
    </li>
  );
}
