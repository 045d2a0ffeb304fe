import { Alert, Button, Modal } from 'antd';
import { useState } from 'react';
import { ask, Failure } from '../../api/client.ts';
import type { CaseView, EvidenceView } from '../../api/types.ts';
import { useDoing } from '../../api/use-doing.ts';
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
              <b className="file-name">
                {e.damaged ? t('已损坏：文件名和类型无法读出', 'Damaged: name and kind cannot be read') : e.name}
              </b>
              <span className="quiet">
                {e.damaged ? '' : `${e.type} · `}
                {sizeText(e.size)} ·{' '}
                {e.from === 'tipster' ? t('举报人提交', 'from the tipster') : t('工作人员提交', 'from staff')} ·{' '}
                {when(e.addedAt)}
              </span>
              {e.damaged ? null : (
                <span className="hash" title={e.sha256}>
                  SHA-256 {e.sha256.slice(0, 16)}…
                </span>
              )}
            </div>
            {e.damaged ? null : (
              <Button size="small" onClick={() => setChosen(e)}>
                {t('查看', 'Open')}
              </Button>
            )}
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

/** The original in a frame that can run nothing and reach nothing. Asked first, because opening is an event of the case. */
function Viewer({ evidence, path, close }: { evidence: EvidenceView; path: string; close: () => void }) {
  const { t } = useWords();
  useReturnFocus();
  const [agreed, setAgreed] = useState(false);
  const [data, setData] = useState<string | null>(null);
  const { failure, work } = useDoing();
  const address = `${path}/evidence/${encodeURIComponent(evidence.id)}`;

  /** One click, one reading, one event: the bytes are shown from memory afterwards. */
  const read = () =>
    void work('read', async () => {
      const response = await ask(address, { seconds: OPEN_SECONDS });
      const bytes = await response.blob().catch(() => {
        throw new Failure('slow');
      });
      setData(await dataUrl(bytes));
    });

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
                if (SHOWN[evidence.type]) read();
              }}
            >
              {t('打开原件并留痕', 'Open the original, logged')}
            </Button>
          </>
        )
      }
    >
      {agreed ? (
        <Original evidence={evidence} address={address} data={data} failure={failure} again={read} />
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

/** What a browser shows in a frame without rights; PDF and office files it does not. */
const SHOWN: Record<string, 'img' | 'audio' | 'video'> = {
  'image/jpeg': 'img',
  'image/png': 'img',
  'image/webp': 'img',
  'image/gif': 'img',
  'image/avif': 'img',
  'image/bmp': 'img',
  'audio/mpeg': 'audio',
  'audio/mp4': 'audio',
  'audio/x-m4a': 'audio',
  'audio/wav': 'audio',
  'audio/aac': 'audio',
  'audio/flac': 'audio',
  'audio/ogg': 'audio',
  'video/mp4': 'video',
  'video/quicktime': 'video',
  'video/3gpp': 'video',
};
const ELEMENTS = {
  img: (data: string) => `<img alt="" src="${data}">`,
  audio: (data: string) => `<audio controls src="${data}"></audio>`,
  video: (data: string) => `<video controls src="${data}"></video>`,
};

function dataUrl(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    // Browsers play the same bytes under the registered name of the type only.
    reader.onload = () => resolve(String(reader.result).replace(/^data:audio\/x-m4a/, 'data:audio/mp4'));
    reader.onerror = () => reject(new Failure('offline'));
    reader.readAsDataURL(blob);
  });
}

function Original({
  evidence,
  address,
  data,
  failure,
  again,
}: {
  evidence: EvidenceView;
  address: string;
  data: string | null;
  failure: Failure | null;
  again: () => void;
}) {
  const { t } = useWords();
  const element = SHOWN[evidence.type];
  if (!element) return <TakeOut evidence={evidence} address={address} />;
  if (failure) return <FailureNote failure={failure} retry={again} />;
  if (data === null) return <Waiting what={t('正在解封原件…', 'Unsealing the original…')} />;
  const page = `<!doctype html><meta charset="utf-8"><style>body{margin:0;display:grid;place-items:center;min-height:100vh;background:#26292e}img,video{max-width:100%;max-height:100vh}audio{width:min(90%,600px)}</style>${ELEMENTS[element](data)}`;
  return (
    <>
      <iframe className={`viewer ${element}`} sandbox="" srcDoc={page} title={evidence.name} />
      {element === 'img' ? null : (
        <details>
          <summary>{t('不能播放？', 'It does not play?')}</summary>
          <TakeOut evidence={evidence} address={address} />
        </details>
      )}
    </>
  );
}

/** The way for what no frame can show: taken out on purpose, to be opened where nothing can leak. */
function TakeOut({ evidence, address }: { evidence: EvidenceView; address: string }) {
  const { t } = useWords();
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
