// CommonJS, because the SDK loads it with `require` by its path, and bundles the same file for workflow code.
const { DefaultFailureConverter } = require('@temporalio/common');

/** Messages and stack traces of failures go through the payload codec like everything else (design 8). */
exports.failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true });
