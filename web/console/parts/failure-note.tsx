import { Alert, Button } from 'antd';
import type { ReactNode } from 'react';
import type { Failure } from '../api/client.ts';
import { useWords } from '../words/words.tsx';
import { Basis } from './basis.tsx';

/** One sentence that says why something did not work, the clause if law forbids it, and what to do next. */
export function FailureNote({
  failure,
  retry,
  children,
  hideFields = false,
  fieldName,
}: {
  failure: Failure;
  retry?: () => void;
  children?: ReactNode;
  /** True where the fields are named at the fields. */
  hideFields?: boolean;
  /** What people call a field; without it the field is named as it is sent. */
  fieldName?: (field: string) => string;
}) {
  const { t, pick, language } = useWords();
  const { problem, kind } = failure;
  const title =
    problem === null
      ? kind === 'slow'
        ? t('服务器迟迟没有回答，请重试。', 'The server did not answer in time. Please try again.')
        : t('连不上服务器。请检查网络后重试。', 'The server cannot be reached. Check the network and try again.')
      : language === 'zh'
        ? problem.detailZh || problem.detail
        : problem.detail;
  const fields = hideFields ? [] : (problem?.errors ?? []);
  return (
    <Alert
      type={problem && problem.status < 500 && problem.status !== 404 ? 'warning' : 'error'}
      showIcon
      role="alert"
      title={title}
      description={
        problem || children ? (
          <div className="failure-more">
            {problem?.basis?.clause ? (
              <p>
                {t('依据：', 'Basis: ')}
                <Basis basis={problem.basis.clause} />
              </p>
            ) : null}
            {problem?.remedy ? (
              <p>
                {t('可以这样做：', 'What you can do: ')}
                {pick(problem.remedy)}
              </p>
            ) : null}
            {fields.length > 0 ? (
              <ul>
                {fields.map((f) => (
                  <li key={`${f.field} ${f.message}`}>
                    {fieldName ? <b>{fieldName(f.field)}</b> : <code>{f.field}</code>}
                    {t('：', ': ')}
                    {language === 'zh' ? f.messageZh : f.message}
                  </li>
                ))}
              </ul>
            ) : null}
            {children}
            {problem && problem.status >= 500 && problem.requestId ? (
              <p className="quiet">
                {t('向运维反映时请提供编号 ', 'When you report this, give the number ')}
                <code>{problem.requestId}</code>
              </p>
            ) : null}
          </div>
        ) : null
      }
      action={
        retry ? (
          <Button size="small" onClick={retry}>
            {t('重试', 'Try again')}
          </Button>
        ) : null
      }
    />
  );
}
