import { useEffect, useState } from 'react';

/** For windows that exist only while they are open: when one goes, the focus is where it was before it came. */
export function useReturnFocus(): void {
  const [opener] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus({ preventScroll: true });
    },
    [opener],
  );
}
