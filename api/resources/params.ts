import { z } from 'zod';
import { exact } from '../../domain/text/fields.ts';

/** An id as it stands in an address. */
export const id = exact(64, 1);
/** Of an address that names one thing. */
export const oneId = z.object({ id });
