import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, runnerImport } from 'vite';
import { formLabels, labelsIn, type TableWords } from './words/table-words.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/**
 * Titles and options of the forms of acts, names of states and acts, read from the tables while building. The tables hold zod schemas:
 * the console gets the words only, as data, and asks the API for everything that decides.
 */
async function wordsOfTables(): Promise<TableWords> {
  const load = async <T>(path: string) =>
    (await runnerImport<T>(here(path), { configFile: false, logLevel: 'error' })).module;
  const [{ TABLES }, { ADDED, formOf, jsonSchemaOf }, { tableChapters, wordsOf }, { changeSchema }, { TABLE_COLUMNS }] =
    await Promise.all([
      load<typeof import('../../domain/proceedings/tables.ts')>('../../domain/proceedings/tables.ts'),
      load<typeof import('../../domain/kernel/form-of.ts')>('../../domain/kernel/form-of.ts'),
      load<typeof import('../../domain/proceedings/words.ts')>('../../domain/proceedings/words.ts'),
      load<typeof import('../../domain/authority/changes.ts')>('../../domain/authority/changes.ts'),
      load<typeof import('../../domain/authority/table.ts')>('../../domain/authority/table.ts'),
    ]);
  return {
    forms: formLabels(TABLES, (row, phase) => jsonSchemaOf(formOf(row, phase))),
    added: labelsIn(jsonSchemaOf(ADDED)),
    words: wordsOf(tableChapters()),
    changes: Object.fromEntries(
      changeSchema.options.map((form) => [form.shape.kind.value, jsonSchemaOf(form)]),
    ) as TableWords['changes'],
    columns: TABLE_COLUMNS,
  };
}

export default defineConfig(async ({ command }) => {
  // Built from a test run, the console is still the one that people get.
  if (command === 'build') process.env.NODE_ENV = 'production';
  const words = await wordsOfTables();
  return {
    root: here('.'),
    base: '/console/',
    plugins: [react()],
    define: { __TABLE_WORDS__: JSON.stringify(words) },
    build: {
      outDir: here('../../dist/console'),
      emptyOutDir: true,
      target: 'es2022',
      // The kit is one file, kept by the browser between releases of our own code.
      chunkSizeWarningLimit: 900,
    },
  };
});
