import { keptName } from '../../files/names.ts';
import { instantFrom } from '../ground/db.ts';
import { type CaseKey, whole } from '../ground/sealing.ts';
import type { Core } from '../truth/core.ts';
import { openAbout } from '../truth/evidence.ts';
import type { EvidenceView } from '../types.ts';

const DAMAGED = { name: '', type: '', sha256: '', damaged: true } as const;

/** The originals of a case by name and kind, as they were sealed; none where its key was destroyed. */
export async function evidenceOf(core: Core, caseId: string, key: CaseKey | null): Promise<EvidenceView[]> {
  if (key === null) return [];
  const rows = await core.plain((db) =>
    db.evidence.findMany({ where: { caseId }, orderBy: [{ event: 'asc' }, { id: 'asc' }] }),
  );
  return rows.map((r) => {
    const about = whole(() => openAbout(key, r.id, r.sealedAbout).about);
    return {
      id: r.id,
      ...(about ? { ...about, name: keptName(about.name, about.type) } : DAMAGED),
      size: Number(r.size),
      addedAt: instantFrom(r.addedAt),
      from: r.source as EvidenceView['from'],
    };
  });
}
