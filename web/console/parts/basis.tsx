import { clause, isHouse } from '../words/labels.ts';
import { useWords } from '../words/words.tsx';

/** The clause that something rests on, in words; a house rule is marked and never looks like law. */
export function Basis({ basis }: { basis: string }) {
  const { pick } = useWords();
  // The id of a deadline is no clause; its own row names that.
  if (/^[a-z0-9-]+$/.test(basis) && !isHouse(basis)) return null;
  return <span className={isHouse(basis) ? 'basis house' : 'basis'}>{pick(clause(basis))}</span>;
}
