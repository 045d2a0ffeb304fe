import { useQuery } from '@tanstack/react-query';
import { Tag } from 'antd';
import { Link } from 'react-router';
import { ask, Failure } from '../api/client.ts';
import { useSession } from '../api/session.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import { FirstDays } from '../parts/first-days.tsx';
import { Page, Section } from '../parts/page.tsx';
import { Waiting } from '../parts/reading.tsx';
import { useWords } from '../words/words.tsx';

/** Yes or no: which part is down, and how much waits, is for operators. */
interface Health {
  all: boolean;
  takes: boolean;
}

const EVERY_MS = 5_000;

/** 503 is an answer, not a failure. */
async function yesOrNo(path: string, signal: AbortSignal): Promise<boolean> {
  try {
    const response = await ask(path, { signal, seconds: 10 });
    return ((await response.json()) as { ready: boolean }).ready;
  } catch (error) {
    if (error instanceof Failure && error.body !== undefined) return (error.body as { ready?: boolean }).ready === true;
    throw error;
  }
}

function useHealth() {
  const {
    data: health,
    error: failure,
    refetch: retry,
  } = useQuery<Health>({
    queryKey: ['health'],
    queryFn: async ({ signal }) => {
      const [all, takes] = await Promise.all([yesOrNo('/api/health', signal), yesOrNo('/api/ready', signal)]);
      return { all, takes };
    },
    refetchInterval: EVERY_MS,
  });
  return { health, failure, retry };
}

export default function Admin() {
  const { t } = useWords();
  const { has } = useSession();
  const { health, failure, retry } = useHealth();
  const parts: [keyof Health, string][] = [
    ['takes', t('接收举报和办理事项', 'Tips and acts are taken')],
    ['all', t('全部就绪，含文书送达和提醒', 'All is ready, letters and reminders too')],
  ];
  return (
    <Page title={t('系统', 'System')}>
      <FirstDays />
      <Section id="access" title={t('管理员不接触案件', 'Administrators have no access to cases')}>
        <p>
          {has('admin')
            ? t(
                '您的岗位是系统管理员。按照职责分离的要求，管理员看不到任何举报、案件、证据和人员身份，也不能办理任何案件事项。',
                'You are an administrator. Duties are kept apart: an administrator sees no tip, case, evidence or identity and takes no step in any case.',
              )
            : t('您的岗位不能查看案件。', 'Your post has no access to cases.')}
        </p>
        <p>
          {t(
            '这里可以查看系统运行状况。期限规则只可查看：期限由法制审核岗确认，内部时限由正职负责人设定。机构、人员和岗位的变更在',
            'This page shows whether the system is well. Law and limits are for you to read: the lawyer confirms rows, the principal sets house limits. Changes of units, people and posts are asked for under ',
          )}
          <Link to="/people">{t('人员', 'People')}</Link>
          {t('中提出，由另一人批准。', '; another person approves them.')}
        </p>
      </Section>
      <Section id="health" title={t('运行状况', 'Health')}>
        {failure ? <FailureNote failure={failure} retry={retry} /> : null}
        {!health && !failure ? <Waiting what={t('正在检查…', 'Checking…')} /> : null}
        {health ? (
          <ul className="health" aria-live="polite">
            {parts.map(([key, text]) => (
              <li key={key}>
                <span>{text}</span>
                <Tag color={health[key] ? 'success' : 'error'}>{health[key] ? t('是', 'Yes') : t('否', 'No')}</Tag>
              </li>
            ))}
          </ul>
        ) : null}
        <p className="quiet">
          {t(
            '流程服务不可用时，举报照常接收、事项照常记录，恢复后按各自日期补做。',
            'While the workflow server is down, tips are still taken and acts recorded; what was due is done afterwards, each with its own date.',
          )}
        </p>
      </Section>
    </Page>
  );
}
