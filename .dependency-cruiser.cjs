/** The arrows of the house (design 3): they go one way. Run by `npm test`, and drawn by `npm run imports`. */

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-circle',
      comment: 'Two files that need each other at run time are one file, or a third is missing.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'resolvable',
      comment: 'An import that leads nowhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: 'prisma/generated' },
    },
    {
      name: 'domain-is-pure',
      comment: 'domain/ imports only itself, zod and the table of characters: no I/O, no clock, no rooms below.',
      severity: 'error',
      from: { path: '^domain/' },
      to: {
        pathNot: ['^domain/', '^node_modules/zod/', '^node_modules/opencc-js/'],
      },
    },
    {
      name: 'floors-of-the-domain',
      comment:
        'Law, time, people and text know no case; a case knows no proceeding; a proceeding does not know what runs it.',
      severity: 'error',
      from: { path: '^domain/(law|time|people|text|authority|case|proceedings)/' },
      to: { path: '^domain/kernel/' },
    },
    {
      name: 'law-below-the-proceedings',
      comment: 'What is law for everybody rests on no table of a proceeding.',
      severity: 'error',
      from: { path: '^domain/(law|time|people|text|authority|case)/' },
      to: { path: '^domain/proceedings/' },
    },
    {
      name: 'files-know-only-bytes',
      comment:
        'files/ tells kinds and names from bytes and text: itself, the library of file types, types of the domain.',
      severity: 'error',
      from: { path: '^files/' },
      to: { pathNot: ['^files/', '^node_modules/file-type/'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'workflows-know-no-law',
      comment: 'Drivers are deterministic code: workflow SDK, themselves, and types of activities and domain.',
      severity: 'error',
      from: { path: '^workflows/' },
      to: {
        pathNot: ['^workflows/', '^node_modules/@temporalio/(workflow|common)/'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'workflows-types-from-where',
      comment: 'Even types come only from the contracts of activities and ledger, and from the domain.',
      severity: 'error',
      from: { path: '^workflows/' },
      to: { path: '^(ledger|api|web|bin|prisma|tests|bench)/', pathNot: '^ledger/types[.]ts$' },
    },
    {
      name: 'ledger-looks-only-inward',
      comment: 'The ledger rests on the domain and on nothing that rests on it.',
      severity: 'error',
      from: { path: '^ledger/' },
      to: { path: '^(workflows|activities|api|web|bin|tests|bench)/' },
    },
    {
      name: 'ledger-answers',
      comment: 'What the ledger takes and answers is said without a room of it.',
      severity: 'error',
      from: { path: '^ledger/types(/|[.]ts$)' },
      to: { path: '^ledger/', pathNot: '^ledger/types/' },
    },
    {
      name: 'ledger-ground',
      comment: 'What every room stands on (database, seals, keys, chain) knows no room.',
      severity: 'error',
      from: { path: '^ledger/ground/' },
      to: { path: '^ledger/', pathNot: '^ledger/(ground/|types[.]ts$)' },
    },
    {
      name: 'ledger-truth',
      comment: 'How something becomes true knows neither who asks for it nor who reads it.',
      severity: 'error',
      from: { path: '^ledger/truth/' },
      to: { path: '^ledger/', pathNot: '^ledger/(ground/|truth/|types[.]ts$)' },
    },
    {
      name: 'ledger-doors-and-house',
      comment: 'Who may come in, and what an authority settles, rest on the truth and not on each other.',
      severity: 'error',
      from: { path: '^ledger/(doors|house)/' },
      to: { path: '^ledger/', pathNot: '^ledger/($1/|ground/|truth/|types[.]ts$)' },
    },
    {
      name: 'ledger-reading',
      comment: 'A screen is read without anything being done.',
      severity: 'error',
      from: { path: '^ledger/reading/' },
      to: { path: '^ledger/(acts|driving|keeping)/' },
    },
    {
      name: 'ledger-acts',
      comment: 'What people do is driven and kept by others.',
      severity: 'error',
      from: { path: '^ledger/acts/' },
      to: { path: '^ledger/(driving|keeping)/' },
    },
    {
      name: 'ledger-driving',
      comment: 'What drivers ask for shows no screen and does nothing that people do.',
      severity: 'error',
      from: { path: '^ledger/driving/' },
      to: { path: '^ledger/(reading|acts|keeping)/' },
    },
    {
      name: 'ledger-keeping',
      comment: 'Who verifies, upgrades and rebuilds takes no word of what is shown or of what people do.',
      severity: 'error',
      from: { path: '^ledger/keeping/' },
      to: { path: '^ledger/(reading|acts|doors)/' },
    },
    {
      name: 'activities-do-not-serve',
      comment: 'Effects know ledger and domain; of the drivers only what they may call.',
      severity: 'error',
      from: { path: '^activities/' },
      to: { path: '^(api|web|bin|prisma|tests|bench)/' },
    },
    {
      name: 'api-does-not-drive',
      comment: 'The API asks the ledger; drivers and effects are none of its business.',
      severity: 'error',
      from: { path: '^api/' },
      to: { path: '^(workflows|activities|bin|prisma|tests|bench)/' },
    },
    {
      name: 'console-talks-to-the-api',
      comment:
        'The console takes labels, names of posts and channels, and types from the domain and all else over HTTP.',
      severity: 'error',
      // The build script runs on the developer's machine and may read the tables to make the labels.
      from: { path: '^web/console/', pathNot: 'vite[.]config' },
      to: {
        path: '^(domain|files|ledger|workflows|activities|api|prisma|bin|tests|bench)/',
        pathNot: '^domain/(law/(glossary|cite|identity-grounds)|look-up|channels|people/types)[.]ts$',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'pages-do-not-write',
      comment: 'Pages are given what they show; no page opens the database.',
      severity: 'error',
      from: { path: '^web/' },
      to: {
        path: ['^(ledger|workflows|activities|prisma|bin|tests|bench)/', '^node_modules/(pg|@prisma)/'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'one-door-to-the-database',
      comment: 'Only ledger/ writes the tables of cases; bin/ and prisma/ bring databases up, tests and bench measure.',
      severity: 'error',
      from: { pathNot: '^(ledger|bin|prisma|tests|bench)/|^prisma\\.config' },
      to: { path: ['^node_modules/(pg|@prisma)/', '^prisma/generated/'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'nobody-calls-the-porter',
      comment: 'bin/ composes everything and is imported by nobody but tests and bench.',
      severity: 'error',
      from: { pathNot: '^(bin|tests|bench)/|^vitest\\.config' },
      to: { path: '^bin/' },
    },
    {
      name: 'no-tests-inside',
      comment: 'The product does not lean on its tests.',
      severity: 'error',
      from: { pathNot: '^(tests|bench)/|^vitest\\.config' },
      to: { path: '^(tests|bench)/' },
    },
    {
      name: 'only-declared-packages',
      comment: 'The product runs on dependencies, not on devDependencies or what happens to lie there.',
      severity: 'error',
      from: { path: '^(domain|files|ledger|workflows|activities|api|web|bin)/' },
      to: {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'],
        dependencyTypesNot: ['type-only'],
      },
    },
  ],
  options: {
    // A copy of a checkout that cannot be written has links for packages (bin/lib/writable.ts): they count by where they stand.
    preserveSymlinks: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^dist/', '^\\.mingcha/', '^prisma/generated/'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.mts', '.cjs', '.js', '.json', '.d.ts'],
    },
    reporterOptions: {
      archi: { collapsePattern: '^(domain|web)/[^/]+|^[^/]+' },
      dot: { collapsePattern: '^(node_modules/(@[^/]+/)?[^/]+|(domain|web)/[^/]+|[^/]+)' },
    },
  },
};
