/** 明察: the sun and the moon of 明 on a seal, and the word. */
export function Logo() {
  return (
    <span className="logo">
      <svg viewBox="0 0 32 32" width="32" height="32" aria-hidden="true" focusable="false">
        <rect width="32" height="32" rx="3" fill="#a4261d" />
        <circle cx="9.4" cy="16" r="3.9" fill="none" stroke="#fdf8ec" strokeWidth="2" />
        <circle cx="9.4" cy="16" r="1.2" fill="#fdf8ec" />
        <path d="M24.6 9.3a7.2 7.2 0 1 0 2.9 11.4 6 6 0 1 1-2.9-11.4z" fill="#fdf8ec" />
      </svg>
      <span className="logo-word" lang="zh-CN">
        明察
      </span>
    </span>
  );
}
