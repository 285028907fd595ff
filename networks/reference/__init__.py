"""Reference data of this storey: reads the files in networks/data and brings the tables in line.

Reading (files, rows, one module per aggregate) is pure and collects every mistake with its file, line
and field; writing (shelf) happens only when there was none. The command that runs both for all storeys
lies in assessments, the highest storey that has reference data.
"""
