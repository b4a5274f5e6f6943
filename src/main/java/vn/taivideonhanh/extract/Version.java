package vn.taivideonhanh.extract;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A version as numbers: {@code v22.1.0}, {@code 2026.10.26.123}. No numbers: not known. */
public record Version(String text, List<Integer> numbers) implements Comparable<Version> {
  private static final Pattern FORM = Pattern.compile("v?(\\d{1,6}(?:\\.\\d{1,6}){0,5}).*");

  public static Version of(String text) {
    var match = FORM.matcher(text.strip());
    if (!match.matches()) {
      return new Version(text, List.of());
    }
    var numbers = Arrays.stream(match.group(1).split("\\.", -1)).map(Integer::valueOf).toList();
    return new Version(text.strip().replaceFirst("^v", ""), numbers);
  }

  boolean known() {
    return !numbers.isEmpty();
  }

  /** The day that yt-dlp's versions name; null for another sort of version. */
  @Nullable LocalDate date() {
    try {
      return numbers.size() < 3
          ? null
          : LocalDate.of(numbers.get(0), numbers.get(1), numbers.get(2));
    } catch (DateTimeException _) {
      return null;
    }
  }

  /** Since the day that it names; 0 for another sort of version. */
  public long ageDays(Instant now) {
    var date = date();
    var today = now.atOffset(ZoneOffset.UTC).toLocalDate();
    return date == null ? 0 : Math.max(0, ChronoUnit.DAYS.between(date, today));
  }

  @Override
  public int compareTo(Version other) {
    var length = Math.max(numbers.size(), other.numbers.size());
    for (var i = 0; i < length; i++) {
      var order = Integer.compare(number(i), other.number(i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private int number(int index) {
    return index < numbers.size() ? numbers.get(index) : 0;
  }
}
