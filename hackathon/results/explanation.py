"""What a recount bundle says about itself, in plain words."""

from __future__ import annotations

README = """\
HOW TO CHECK THESE RESULTS

With the program (no database is needed):

    flask results verify FILE.zip

It recounts everything and says yes, or names the first difference.

What is in the bundle
  publication.json  what was published, to the letter. Its SHA-256 is the fingerprint on the page of results.
  rubric.json       the scale, the criteria with their weights, the method and its version.
  standings.csv     places, scores and intervals, as a table.
  marks.csv         every mark that counts. Judges are called J1, J2 ... in a random order; their names are not here.
  judges.csv        the secret sign that each J stands for.
  chain.csv         one line for every version of every scorecard. Each digest is the SHA-256 of three lines: the
                    number, the digest before it (64 zeros before the first), and the seal. So none can be changed,
                    added or left out later: the last digest and the number of lines stand in publication.json.
  revealed.jsonl    the versions that count, with their salts. A seal is the SHA-256 of two lines: the salt, and the
                    text of "content" with sorted keys and without blanks. The other versions stay sealed.
  nominations.csv, awards.csv   where there are some: the places in each nomination, recounted by its own weights in
                    rubric.json, and the awards. An award that departs from the places gives its reason.
  manifest.json     the SHA-256 of every file.

By hand: with the plain mean, a scorecard's total is each mark times the weight of its criterion, added up and divided
by the sum of the weights; a project's score is the mean of its totals. The calibrated score needs the program.
Intervals and probabilities are drawn with a fixed beginning: with the same versions of numpy and scipy on the same
kind of processor they are the same to the last digit.


КАК ПРОВЕРИТЬ ЭТИ РЕЗУЛЬТАТЫ

С помощью программы (база данных не нужна):

    flask results verify FILE.zip

Она пересчитывает всё и отвечает «yes» («да») или называет первое расхождение.

Что находится в архиве
  publication.json  то, что опубликовано, буква в букву. SHA-256 этого файла — отпечаток на странице результатов.
  rubric.json       шкала, критерии с весами, метод и его версия.
  standings.csv     места, баллы и интервалы в виде таблицы.
  marks.csv         каждая оценка, которая учтена. Члены жюри названы J1, J2 ... в случайном порядке, имён здесь нет.
  judges.csv        тайный знак, который стоит за каждым J.
  chain.csv         по строке на каждую версию каждого оценочного листа. Каждая сумма (digest) — это SHA-256 трёх
                    строк: номера, предыдущей суммы (перед первой — 64 нуля) и печати (seal). Поэтому ничего нельзя
                    незаметно изменить, добавить или убрать: последняя сумма и число строк есть в publication.json.
  revealed.jsonl    учтённые версии и их соль (salt). Печать — это SHA-256 двух строк: соли и текста «content»
                    с ключами по порядку и без пробелов. Остальные версии остаются запечатанными.
  nominations.csv, awards.csv   если они есть: места в каждой номинации, пересчитанные по её весам из rubric.json,
                    и награды. Награда, которая расходится с местами, называет причину.
  manifest.json     SHA-256 каждого файла.

Вручную: при простом среднем итог листа — сумма оценок, умноженных на веса критериев, делённая на сумму весов; балл
проекта — среднее его итогов. Для калиброванного балла нужна программа. Интервалы и вероятности получены розыгрышем
с постоянным началом: с теми же версиями numpy и scipy на процессоре того же вида они совпадут до последней цифры.
"""
