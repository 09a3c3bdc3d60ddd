import { type Operation, variablesOf } from './algebra.ts';
import { boundColumns } from './bound-columns.ts';

/** Every variable of the operation that may mean the same outside. */
export function allVariables(operation: Operation): Set<string> {
  switch (operation.kind) {
    case 'pattern':
      return new Set(variablesOf(operation.pattern));
    case 'path':
      return new Set([operation.path.subject, operation.path.object, operation.path.graph ?? ''].filter((end) => end.startsWith('?')));
    case 'values':
      return new Set(operation.variables);
    case 'subquery':
      return new Set(operation.projected);
    case 'service':
      return new Set();
    case 'join':
    case 'union':
      return new Set(operation.parts.flatMap((part) => [...allVariables(part)]));
    case 'filter':
      return allVariables(operation.input);
    default:
      return new Set([...allVariables(operation.left), ...allVariables(operation.right)]);
  }
}

/** Variables that each of its solutions binds. */
export function certainVariables(operation: Operation): Set<string> {
  switch (operation.kind) {
    case 'optional':
    case 'minus':
      return certainVariables(operation.left);
    case 'union': {
      const [first = new Set<string>(), ...others] = operation.parts.map(certainVariables);
      return new Set([...first].filter((name) => others.every((other) => other.has(name))));
    }
    case 'join':
      return new Set(operation.parts.flatMap((part) => [...certainVariables(part)]));
    case 'filter':
      return certainVariables(operation.input);
    case 'subquery':
      return new Set([...certainVariables(operation.input)].filter((name) => operation.projected.has(name)));
    case 'values':
      return new Set(boundColumns(operation.variables, operation.rows).variables);
    default:
      return allVariables(operation);
  }
}
