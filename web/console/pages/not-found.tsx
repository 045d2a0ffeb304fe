import { Link } from 'react-router';
import { Page } from '../parts/page.tsx';
import { useWords } from '../words/words.tsx';

export default function NotFound() {
  const { t } = useWords();
  return (
    <Page title={t('没有这个页面', 'There is no such page')}>
      <p>
        <Link to="/">{t('回到首页', 'Back to the start')}</Link>
      </p>
    </Page>
  );
}
