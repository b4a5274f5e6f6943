# Kills what is left when the server has died. Reads on its standard input: "+ GROUP SIGNAL" for a
# process group that runs and "- GROUP" for one that has ended. The input ends with the server,
# however it died; then every group left gets its signal. What the server had started but not yet
# told of carries the mark, the first argument, in its environment, as do its own children.
trap '' HUP INT TERM
groups=' '
while read -r sign group signal; do
  case $sign in
    +) groups="$groups$group:$signal " ;;
    -) case $groups in
         *" $group:"*)
           rest=${groups#*" $group:"}
           groups="${groups%%" $group:"*} ${rest#* }"
           ;;
       esac ;;
  esac
done
for entry in $groups; do
  kill -s "${entry#*:}" -- "-${entry%%:*}" 2>/dev/null
done
# More than once: one that forks at the moment of the look is seen at the next.
for _ in 1 2 3; do
  # Names of that form have no blanks.
  # shellcheck disable=SC2013
  for file in $(grep -lzsxF -- "$1" /proc/[0-9]*/environ); do
    pid=${file#/proc/}
    kill -s KILL "${pid%/environ}" 2>/dev/null
  done
  sleep 0.2
done
