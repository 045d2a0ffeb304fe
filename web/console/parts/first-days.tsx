import { Tag } from 'antd';
import { Link } from 'react-router';
import { useSession } from '../api/session.tsx';
import type { FirstDays as Steps } from '../api/types.ts';
import { useGet } from '../api/use-get.ts';
import { labelOf } from '../words/labels.ts';
import { useWords } from '../words/words.tsx';

const SEEN_TO_AT: Record<Steps['steps'][number]['id'], string> = {
  posts: '/people',
  above: '/people',
  limits: '/law',
  law: '/law',
  hearing: '/law',
  'days-off': '/calendars',
};

/**
 * What an authority still has to see to before its first case runs by itself: open for those whose turn it is, folded for the others, and
 * gone when all of it is done.
 */
export function FirstDays() {
  const { t, pick } = useWords();
  const { has } = useSession();
  const { data } = useGet<Steps>('/api/authority/first-days');
  if (!data) return null;
  const { steps } = data;
  const open = steps.filter((step) => step.open.length > 0);
  if (open.length === 0) return null;
  const mine = open.some((step) => has(...step.whose));
  return (
    <details className="first-days" open={mine}>
      <summary>
        <h2>{t('先办这几件事', 'What to see to first')}</h2>{' '}
        <span className="count">{t(`还有${open.length}项`, `${open.length} to do`)}</span>
      </summary>
      <ol>
        {steps.map((step) => {
          const done = step.open.length === 0;
          return (
            <li key={step.id} className={done ? 'done' : undefined}>
              <h3>
                {has(...step.whose) && !done ? (
                  <Link to={SEEN_TO_AT[step.id]}>{pick(step.title)}</Link>
                ) : (
                  pick(step.title)
                )}{' '}
                {done ? (
                  <Tag color="success">{t('已办', 'Done')}</Tag>
                ) : (
                  <Tag color={has(...step.whose) ? 'warning' : 'default'}>
                    {has(...step.whose)
                      ? t('由您办理', 'Yours to do')
                      : t(
                          `由${step.whose.map((role) => labelOf(`role.${role}`).zh).join('、')}办理`,
                          `For: ${step.whose.map((role) => labelOf(`role.${role}`).en).join(', ')}`,
                        )}
                  </Tag>
                )}
              </h3>
              {done ? null : (
                <>
                  <p className="quiet">{pick(step.why)}</p>
                  <ul>
                    {step.open.map((what) => (
                      <li key={what.en}>{pick(what)}</li>
                    ))}
                  </ul>
                </>
              )}
            </li>
          );
        })}
      </ol>
      <p>
        <a href={t('/tell', '/en/tell')}>
          {t('试着提交一件举报，看看公众看到的页面', 'Tell a tip yourself, to see what citizens see')}
        </a>
      </p>
    </details>
  );
}
