import { ArrowDown, ArrowUp } from 'lucide-react';

/** The head of one column. A head without `sorts` is only a title. */
export interface SortHead<C extends string> {
  readonly id: C;
  readonly title: string;
  readonly className?: string;
  readonly sorts?: boolean;
}

/** The heads of a table: each sorts by its column, and says so where it is the one in force. */
export function SortHeads<C extends string>({
  className,
  heads,
  sort,
  onSort,
}: {
  readonly className: string;
  readonly heads: readonly SortHead<C>[];
  readonly sort: { readonly column: string; readonly descending: boolean } | null;
  readonly onSort: (column: C) => void;
}) {
  const anySorts = heads.some(({ sorts }) => sorts !== false);
  return (
    <div className={className} role="group" aria-label={anySorts ? 'Sort by' : undefined}>
      {heads.map(({ id, title, className: own, sorts }) => {
        if (sorts === false)
          return (
            <span key={id} className={own}>
              {title}
            </span>
          );
        const here = sort?.column === id;
        const direction = sort?.descending ? 'descending' : 'ascending';
        return (
          <button
            key={id}
            type="button"
            className={own}
            aria-pressed={here}
            aria-label={here ? `${title}, ${direction}` : title}
            title={here ? `Sorted by ${title.toLowerCase()}, ${direction}` : `Sort by ${title.toLowerCase()}`}
            onClick={() => onSort(id)}
          >
            {title}
            {here && (sort?.descending ? <ArrowDown aria-hidden /> : <ArrowUp aria-hidden />)}
          </button>
        );
      })}
    </div>
  );
}
