import type { ThemeConfig } from 'antd';

/** Sober and readable: every pair of text and ground has a contrast of at least 4.5 to 1. */
export const THEME: ThemeConfig = {
  token: {
    colorPrimary: '#1f4e8c',
    colorLink: '#1f4e8c',
    colorInfo: '#1f4e8c',
    colorError: '#b42318',
    colorWarning: '#9a5b00',
    colorSuccess: '#1d6b3f',
    colorText: '#1f2733',
    colorTextSecondary: '#475467',
    colorTextTertiary: '#5b6676',
    colorTextPlaceholder: '#667085',
    colorTextDisabled: '#6b7280',
    colorBorder: '#98a2b3',
    colorBgLayout: '#f5f4f0',
    colorInfoBg: '#eef3fa',
    colorInfoBorder: '#b9c7da',
    colorSuccessBg: '#eaf5ee',
    colorSuccessBorder: '#a9d3b8',
    colorWarningBg: '#fdf4e3',
    colorWarningBorder: '#e3c383',
    colorErrorBg: '#fdf0ee',
    colorErrorBorder: '#e9aca5',
    borderRadius: 4,
    fontSize: 15,
    controlHeight: 36,
    // By language, in style/tokens.css.
    fontFamily: 'var(--sans)',
    // Nothing moves: a button whose spinner leaves by a transition that is cut short keeps it, for whoever listens, without an end.
    motion: false,
  },
  components: {
    Form: { itemMarginBottom: 18, labelColor: '#1f2733' },
    Tag: { defaultBg: '#eef1f5', defaultColor: '#344054' },
  },
};
