import { Alert, Button, Modal } from 'antd';
import { useState } from 'react';
import { ask, Failure } from '../../api/client.ts';
import type { CaseView, EvidenceView } from '../../api/types.ts';
import { FailureNote } from '../../parts/failure-note.tsx';
import { Empty, Section } from '../../parts/page.tsx';
import { Waiting } from '../../parts/reading.tsx';
import { useReturnFocus } from '../../parts/return-focus.ts';
import { useWords } from '../../words/words.tsx';

function sizeText(bytes: number): string {
  if (bytes < 1024 * 1024) return `${Math.max(1, Math.round(bytes / 1024))} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

export function EvidenceList({ view, path, opened }: { view: CaseView; path: string; opened: () => void }) {
  const { t, when } = useWords();
  const [chosen, setChosen] = useState<EvidenceView | null>(null);
  return (
    <Section id="evidence" title={t('证据', 'Evidence')}>
      {view.evidence.length === 0 ? <Empty>{t('没有证据文件。', 'No evidence files.')}</Empty> : null}
      <ul className="evidence">
        {view.evidence.map((e) => (
          <li key={e.id}>
            <div>
              <b className="file-name">{e.name}</b>
              <span className="quiet">
                {e.type} · {sizeText(e.size)} ·{' '}
                {e.from === 'tipster' ? t('举报人提交', 'from the tipster') : t('工作人员提交', 'from staff')} ·{' '}
                {when(e.addedAt)}
              </span>
              <span className="hash" title={e.sha256}>
                SHA-256 {e.sha256.slice(0, 16)}…
              </span>
            </div>
            <Button size="small" onClick={() => setChosen(e)}>
              {t('查看', 'Open')}
            </Button>
          </li>
        ))}
      </ul>
      {chosen ? (
        <Viewer
          evidence={chosen}
          path={path}
          close={() => {
            setChosen(null);
            opened();
          }}
        />
      ) : null}
    </Section>
  );
}

/** Longer than other reads: fifty megabytes over an office line. */
const OPEN_SECONDS = 120;

/** What there is of an original that is shown as a picture. */
type Picture = { state: 'reading' } | { state: 'shown'; data: string } | { state: 'failed'; failure: Failure };

/** The original in a frame that can run nothing and reach nothing. Asked first, because opening is an event of the case. */
function Viewer({ evidence, path, close }: { evidence: EvidenceView; path: string; close: () => void }) {
  const { t } = useWords();
  useReturnFocus();
  const [agreed, setAgreed] = useState(false);
  const [picture, setPicture] = useState<Picture>({ state: 'reading' });
  const address = `${path}/evidence/${encodeURIComponent(evidence.id)}`;

  /** One click, one reading, one event: the bytes are shown from memory afterwards. */
  async function read() {
    setPicture({ state: 'reading' });
    try {
      const response = await ask(address, { seconds: OPEN_SECONDS });
      setPicture({ state: 'shown', data: await dataUrl(await response.blob()) });
    } catch (error) {
      setPicture({ state: 'failed', failure: error instanceof Failure ? error : new Failure('slow') });
    }
  }

  return (
    <Modal
      open
      title={evidence.name}
      onCancel={close}
      width="min(960px, 96vw)"
      footer={
        agreed ? (
          <Button onClick={close}>{t('关闭', 'Close')}</Button>
        ) : (
          <>
            <Button onClick={close}>{t('取消', 'Cancel')}</Button>
            <Button
              type="primary"
              onClick={() => {
                setAgreed(true);
                if (PICTURE.test(evidence.type)) void read();
              }}
            >
              {t('打开原件并留痕', 'Open the original, logged')}
            </Button>
          </>
        )
      }
    >
      {agreed ? (
        <Original evidence={evidence} address={address} picture={picture} again={() => void read()} />
      ) : (
        <>
          <p>
            {t(
              '打开原件会作为事件记入本案：谁、何时、看了哪一份，永久保存。原件在隔离窗口中显示，不能运行任何程序，也不能连接网络。',
              'Opening an original is recorded in the case for ever: who, when, which one. It is shown in an isolated frame that can run nothing and reach nothing.',
            )}
          </p>
          <p className="quiet">
            {t(
              '原件可能含有能识别举报人的信息（拍摄时间、地点、设备），不得外传。',
              'An original may tell who the tipster is (time, place, device): it must not leave this window.',
            )}
          </p>
        </>
      )}
    </Modal>
  );
}

/** What a browser can show as a picture; everything else goes into the frame as it comes. */
const PICTURE = /^image\/(jpeg|png|webp|gif)$/;
/** What browsers cannot show in a frame without rights. */
const SHOWN_ELSEWHERE = /pdf|zip|officedocument|heic/;

function dataUrl(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(new Failure('offline'));
    reader.readAsDataURL(blob);
  });
}

function Original({
  evidence,
  address,
  picture,
  again,
}: {
  evidence: EvidenceView;
  address: string;
  picture: Picture;
  again: () => void;
}) {
  const { t } = useWords();
  if (PICTURE.test(evidence.type)) {
    if (picture.state === 'failed') return <FailureNote failure={picture.failure} retry={again} />;
    if (picture.state === 'reading') return <Waiting what={t('正在解封原件…', 'Unsealing the original…')} />;
    const page = `<!doctype html><meta charset="utf-8"><style>body{margin:0;display:grid;place-items:center;min-height:100vh;background:#26292e}img{max-width:100%;max-height:100vh}</style><img alt="" src="${picture.data}">`;
    return <iframe className="viewer" sandbox="" srcDoc={page} title={evidence.name} />;
  }
  if (SHOWN_ELSEWHERE.test(evidence.type)) {
    return (
      <>
        <Alert
          type="info"
          showIcon
          title={t(
            '浏览器不能在隔离窗口中显示这种文件。请取出后只在不联网的取证设备上打开，用后删除。取出同样留痕。',
            'A browser cannot show this kind in an isolated frame. Take it out, open it only on an examination machine without network, then delete it. Taking it out is logged as well.',
          )}
        />
        <p className="buttons">
          <a className="as-button" href={address} download={evidence.name}>
            {t('取出原件（留痕）', 'Take the original out, logged')}
          </a>
        </p>
        <p className="hash whole">SHA-256 {evidence.sha256}</p>
      </>
    );
  }
  return (
    <>
      <iframe className="viewer" sandbox="" src={address} title={evidence.name} />
      <p className="quiet">
        {t(
          '如果窗口里出现的是错误说明，请关闭后再打开一次。',
          'If the frame shows an error, close it and open it once more.',
        )}
      </p>
    </>
  );
}
