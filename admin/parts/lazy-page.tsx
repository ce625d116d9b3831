import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { ApiProblem } from '../api/request.ts';
import { ResourceView } from './resource-view.tsx';

/**
 * A page whose script arrives when it is first opened. Where it does not arrive (a new version took its place on the
 * server), trying again loads the whole app anew: browsers remember that a script failed.
 */
export function lazyPage<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  let known: ComponentType<Props> | undefined;
  return function LazyPage(props: Props) {
    const [error, setError] = useState<unknown>(undefined);
    const [, setLoaded] = useState(known !== undefined);
    useEffect(() => {
      if (known) return;
      load().then(
        (page) => {
          known = page;
          setLoaded(true);
        },
        (reason: unknown) => setError(new ApiProblem('offline', String(reason))),
      );
    }, []);
    if (known) {
      const Page = known;
      return <Page {...props} />;
    }
    const resource = {
      value: undefined,
      error,
      reload: () => location.reload(),
      update: () => {},
    };
    return <ResourceView resource={resource}>{() => null}</ResourceView>;
  };
}
