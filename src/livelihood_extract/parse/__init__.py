"""The rooms, in the order a plan walks through them: each a module of pure functions from passages to frozen values.

numerals   一百二十 -> 120                      fields      责任单位:…  -> labelled passages
marks      (三十一) -> style and number         agencies    A、B和C     -> organisations with roles
lines      where a line really ends             dates       10月底前    -> 2024-10-31
passages   where the list stands                quantities  12.7万人    -> value, unit, bound, per
outline    headings -> categories and items     roles       what each numeral of the text is
tables     rows -> items                        targets     what is promised
"""
