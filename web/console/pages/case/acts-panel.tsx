import { Button } from 'antd';
import type { CaseView, OfferedAct, RefusedAct } from '../../api/types.ts';
import { Basis } from '../../parts/basis.tsx';
import { Empty } from '../../parts/page.tsx';
import { labelOf } from '../../words/labels.ts';
import { useWords } from '../../words/words.tsx';
import type { Acts } from './case-page.tsx';

/** Acts grouped by proceeding, the open ones first; one that decides a proposal stands out. */
export function ActsPanel({ acts, view, choose }: { acts: Acts; view: CaseView; choose: (a: OfferedAct) => void }) {
  const { t, pick } = useWords();
  const groups = view.details
    .map((p) => ({
      p,
      allowed: acts.allowed.filter((a) => a.proceeding === p.id),
      refused: acts.refused.filter((a) => a.proceeding === p.id),
    }))
    .filter((g) => g.allowed.length + g.refused.length > 0)
    .sort((a, b) => Number(a.p.ended !== null) - Number(b.p.ended !== null));
  if (acts.allowed.length === 0 && acts.refused.length === 0) {
    return <Empty>{t('您在本案中现在没有可办的事项。', 'There is nothing for you to do in this case now.')}</Empty>;
  }
  return (
    <>
      {acts.allowed.length === 0 ? (
        <Empty>
          {t('您现在没有可以办理的事项,原因见下。', 'There is nothing you can do now; the reasons are below.')}
        </Empty>
      ) : null}
      {groups.map(({ p, allowed, refused }) => (
        <div className="acts" key={p.id}>
          <h3>
            {pick(labelOf(`proceeding.${p.kind}`))} <span className="quiet">{pick(p.label)}</span>
          </h3>
          {allowed.length > 0 ? (
            <ul className="act-buttons">
              {allowed.map((a) => (
                <li key={a.act}>
                  <Button
                    type={a.proposal && !a.act.endsWith(':decline') ? 'primary' : 'default'}
                    onClick={() => choose(a)}
                  >
                    {pick(a.label)}
                  </Button>
                </li>
              ))}
            </ul>
          ) : null}
          {refused.length > 0 ? (
            <details className="refused">
              <summary>{t(`为什么不能办(${refused.length} 项)`, `Why not the rest (${refused.length})`)}</summary>
              <ul>
                {refused.map((r) => (
                  <Refused key={r.act} act={r} />
                ))}
              </ul>
            </details>
          ) : null}
        </div>
      ))}
    </>
  );
}

function Refused({ act }: { act: RefusedAct }) {
  const { t, pick } = useWords();
  const { refusal } = act;
  return (
    <li>
      <b>{pick(act.label)}</b>
      <span>{pick(refusal.message)}</span>
      {refusal.basis.clause ? (
        <span className="quiet">
          {t('依据:', 'Basis: ')}
          <Basis basis={refusal.basis.clause} />
        </span>
      ) : null}
      {refusal.remedy ? (
        <span>
          {t('可以这样做:', 'What you can do: ')}
          {pick(refusal.remedy)}
        </span>
      ) : null}
    </li>
  );
}
