import { Button } from 'antd';
import type { Acts, CaseView, OfferedAct, RefusedAct } from '../../api/types.ts';
import { Basis } from '../../parts/basis.tsx';
import { Empty } from '../../parts/page.tsx';
import { nameOf } from '../../parts/who.tsx';
import { useWords } from '../../words/words.tsx';

const declines = (a: OfferedAct) => a.act.endsWith(':decline');

/** Acts by proceeding: what waits for my decision, what carries it on, what may be done besides, and why not the rest. */
export function ActsPanel({ acts, view, choose }: { acts: Acts; view: CaseView; choose: (a: OfferedAct) => void }) {
  const { t, pick } = useWords();
  const groups = view.details
    .map((p) => {
      const allowed = acts.allowed.filter((a) => a.proceeding === p.id);
      const free = allowed.filter((a) => !a.proposal);
      return {
        p,
        decide: allowed.filter((a) => a.proposal && !declines(a)),
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
      {groups.map(({ p, decide, main, papers, besides, allowed, refused }) => (
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
                  <Refused key={list.map((a) => a.act).join()} acts={list} />
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

function Refused({ acts }: { acts: RefusedAct[] }) {
  const { t, pick } = useWords();
  const refusal = acts[0]?.refusal;
  if (!refusal) return null;
  return (
    <li>
      {acts.length <= 3 ? (
        <b>{acts.map((a) => pick(a.label)).join(t('、', ', '))}</b>
      ) : (
        <span>{acts.map((a) => pick(a.label)).join(t('、', ', '))}</span>
      )}
      <span>
        {refusal.code === 'not-in-this-state' && acts.length > 1
          ? t('现在的状态下不能办理。', 'Not possible in the present state.')
          : pick(refusal.message)}
      </span>
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
    </li>
  );
}
