import { Alert, Button } from 'antd';
import { ONE_TIME_HOURS } from '../../../domain/people/types.ts';
import type { Bilingual } from '../api/types.ts';
import { lengthOf } from '../words/labels.ts';
import { useWords } from '../words/words.tsx';
import { csvOf, save } from './files.ts';

/** A one-time password that is on the screen, and nowhere else. */
export interface Given {
  /** Sign-in name, where there are several people. */
  login?: string;
  name: Bilingual;
  password: string;
}

/** More than anybody copies from the screen. */
const MANY = 10;

/** One-time passwords, until whoever reads them says that they were handed over. */
export function OneTimePasswords({ given, done }: { given: readonly Given[]; done: () => void }) {
  const { t, pick } = useWords();
  const [first] = given;
  if (!first) return null;
  const sheet = () =>
    csvOf([
      [t('姓名', 'Name'), t('用户名', 'Sign-in name'), t('一次性密码', 'One-time password')],
      ...given.map(({ name, login, password }) => [pick(name), login ?? '', password]),
    ]);
  return (
    <Alert
      type="success"
      showIcon
      role="status"
      className="spaced"
      title={
        given.length === 1
          ? t(`${pick(first.name)}的一次性密码`, `One-time password of ${pick(first.name)}`)
          : t('一次性密码', 'One-time passwords')
      }
      description={
        <div className="recovery">
          {/* A list that scrolls is reached by keyboard. */}
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: as said */}
          <section className="passwords" tabIndex={0} aria-label={t('一次性密码', 'One-time passwords')}>
            {given.map((one) => (
              <p key={one.password}>
                {given.length === 1 ? null : `${pick(one.name)} ${one.login ?? ''} `}
                <code>{one.password}</code>
              </p>
            ))}
          </section>
          <p>
            {t(
              `只显示这一次，${lengthOf(ONE_TIME_HOURS, 'h').zh}内有效。请当面或者通过可靠渠道交给本人；首次登录须改成自己的密码。`,
              `Shown this once, good for ${lengthOf(ONE_TIME_HOURS, 'h').en}. Hand it to its owner alone; it is replaced at the first sign-in.`,
            )}
          </p>
          <div className="row-of-buttons">
            <Button onClick={done}>{t('已交给本人', 'I have handed it over')}</Button>
            {given.length >= MANY ? (
              <Button
                onClick={() => void sheet().then((blob) => save(blob, t('一次性密码.csv', 'one-time passwords.csv')))}
              >
                {t('保存为 CSV，分发后即删除', 'Save as CSV; delete it once handed over')}
              </Button>
            ) : null}
          </div>
        </div>
      }
    />
  );
}
