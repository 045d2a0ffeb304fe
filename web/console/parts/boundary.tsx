import { Alert, Button } from 'antd';
import { Component, type ReactNode } from 'react';

/** What went wrong in the screen itself, e.g. a new version replaced the files: a sentence and a way on, never a white page. */
export class Boundary extends Component<{ children: ReactNode; again: string; title: string }, { broken: boolean }> {
  override state = { broken: false };
  static getDerivedStateFromError() {
    return { broken: true };
  }
  override render() {
    if (!this.state.broken) return this.props.children;
    return (
      <div className="page">
        <Alert
          type="error"
          showIcon
          role="alert"
          title={this.props.title}
          action={<Button onClick={() => location.reload()}>{this.props.again}</Button>}
        />
      </div>
    );
  }
}
