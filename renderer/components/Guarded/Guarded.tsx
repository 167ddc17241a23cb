import { Component, type ReactNode } from 'react';
import { ErrorNote } from '../ErrorNote/ErrorNote';

interface Props {
  /** The part of the window, as the beginning of a sentence: `The Code view`. */
  readonly what: string;
  readonly children: ReactNode;
}

/** A bug in one view costs that view, and not the window with the verdict in it. */
export class Guarded extends Component<Props, { readonly broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override render() {
    if (!this.state.broken) return this.props.children;
    return (
      <ErrorNote
        sentence={`${this.props.what} met a fault of its own and cannot be shown.`}
        kept="The verdict and the other views are kept."
        action={{ title: 'Try again', run: () => this.setState({ broken: false }) }}
      />
    );
  }
}
