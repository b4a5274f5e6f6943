package vn.taivideonhanh.arch;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Makes one record of a type with every part filled in, and remembers what else it met. */
final class Specimens {
  /** Interfaces of which a record has one part or another, with their records. */
  final Map<String, Class<?>> kinds = new TreeMap<>();

  /** Constants in order, by the name of their type. */
  final Map<String, Class<?>> enums = new TreeMap<>();

  /** Greater with each number, since some parts must be greater than others. */
  private int numbers;

  Object of(Class<?> type) {
    numbers = 0;
    try {
      var parts = type.getRecordComponents();
      var constructor =
          type.getDeclaredConstructor(
              Arrays.stream(parts).map(RecordComponent::getType).toArray(Class[]::new));
      constructor.setAccessible(true);
      var values =
          Arrays.stream(parts).map(RecordComponent::getGenericType).map(this::value).toArray();
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("no specimen of " + type, e);
    }
  }

  private Object value(Type type) {
    return switch (type) {
      case ParameterizedType made -> collection(made);
      case Class<?> plain -> plain(plain);
      default -> throw new AssertionError("no specimen of " + type);
    };
  }

  private Object collection(ParameterizedType type) {
    var of = type.getActualTypeArguments();
    if (type.getRawType() == List.class) {
      return List.of(value(of[0]));
    }
    if (type.getRawType() == Set.class) {
      return Set.of(value(of[0]));
    }
    var map = new LinkedHashMap<Object, Object>();
    map.put(value(of[0]), value(of[1]));
    return map;
  }

  private Object plain(Class<?> type) {
    if (type.isEnum()) {
      enums.put(type.getName(), type);
      return type.getEnumConstants()[0];
    }
    if (type.isSealed()) {
      for (var kind : type.getPermittedSubclasses()) {
        kinds.put(kind.getName(), type);
      }
      return of(type.getPermittedSubclasses()[0]);
    }
    if (type.isRecord()) {
      return of(type);
    }
    return scalar(type);
  }

  private Object scalar(Class<?> type) {
    return switch (type.getSimpleName()) {
      case "String" -> "text";
      case "int", "Integer" -> ++numbers;
      case "long", "Long" -> (long) ++numbers;
      case "double", "Double" -> ++numbers + 0.5;
      case "boolean", "Boolean" -> true;
      default -> throw new AssertionError("no specimen of " + type);
    };
  }
}
