import { towns } from './towns.ts'

/** Austria, Switzerland, Denmark, the Netherlands and Poland. In Denmark the area code is the first two digits of a number. */
export const foreignPlaces = {
  wien: towns(
    'AT',
    `= Wien
    Wien | 1 | 1010 1020 1030 1040 1050 1060 1070 1080 1090 1100 1110 1120 1130 1150 1160 1190 1200 1210 1220 1230
    = Niederösterreich
    St. Pölten | 2742 | 3100
    Wiener Neustadt | 2622 | 2700
    Krems an der Donau | 2732 | 3500
    Baden | 2252 | 2500`,
  ),
  graz: towns(
    'AT',
    `= Steiermark
    Graz | 316 | 8010 8020 8041 8042 8045 8051 8052 8053 8054 8055
    = Kärnten
    Klagenfurt am Wörthersee | 463 | 9020
    Villach | 4242 | 9500`,
  ),
  salzburg: towns(
    'AT',
    `= Salzburg
    Salzburg | 662 | 5020 5023 5026
    = Oberösterreich
    Linz | 732 | 4020 4030 4040
    Wels | 7242 | 4600
    Steyr | 7252 | 4400
    = Tirol
    Innsbruck | 512 | 6020
    = Vorarlberg
    Dornbirn | 5572 | 6850
    Bregenz | 5574 | 6900`,
  ),
  zuerich: towns(
    'CH',
    `= Zürich
    Zürich | 44 | 8001 8002 8003 8004 8005 8006 8008 8032 8037 8045 8048 8050 8052 8055
    Winterthur | 52 | 8400 8404 8405 8406
    = Basel-Stadt
    Basel | 61 | 4051 4052 4053 4054 4055 4056 4057 4058
    = Bern
    Bern | 31 | 3005 3006 3007 3008 3011 3012 3013 3014
    Thun | 33 | 3600
    = Luzern
    Luzern | 41 | 6003 6004 6005 6006
    = Zug
    Zug | 41 | 6300
    = Aargau
    Aarau | 62 | 5000`,
  ),
  bodensee: towns(
    'CH',
    `= St. Gallen
    St. Gallen | 71 | 9000 9008 9014 9016
    = Thurgau
    Frauenfeld | 52 | 8500
    = Schaffhausen
    Schaffhausen | 52 | 8200
    = Graubünden
    Chur | 81 | 7000
    = Zürich
    Winterthur | 52 | 8400 8404 8405`,
  ),
  daenemark: towns(
    'DK',
    `= Hovedstaden
    København K | 33 | 1050 1150 1260 1302
    København N | 35 | 2200
    København Ø | 39 | 2100
    Frederiksberg | 38 | 2000
    Helsingør | 49 | 3000
    = Sjælland
    Roskilde | 46 | 4000
    Næstved | 55 | 4700
    = Syddanmark
    Odense C | 66 | 5000
    Kolding | 75 | 6000
    Esbjerg | 76 | 6700
    Sønderborg | 74 | 6400
    Aabenraa | 73 | 6200
    Vejle | 79 | 7100
    = Midtjylland
    Aarhus C | 86 | 8000
    Horsens | 87 | 8700
    = Nordjylland
    Aalborg | 98 | 9000`,
  ),
  niederlande: towns(
    'NL',
    `= Groningen
    Groningen | 50 | 9711 9712 9713 9723 9727 9747
    = Drenthe
    Assen | 592 | 9401 9403 9405
    Emmen | 591 | 7811 7821 7825
    = Fryslân
    Leeuwarden | 58 | 8911 8912 8937
    = Overijssel
    Zwolle | 38 | 8011 8017 8025
    Enschede | 53 | 7511 7521 7547
    = Gelderland
    Arnhem | 26 | 6811 6812 6826
    Nijmegen | 24 | 6511 6531 6541
    = Utrecht
    Utrecht | 30 | 3511 3512 3521 3526 3542
    = Noord-Holland
    Amsterdam | 20 | 1011 1012 1013 1015 1016 1017 1018 1043 1071 1096 1101
    Haarlem | 23 | 2011 2031
    = Zuid-Holland
    Rotterdam | 10 | 3011 3012 3014 3016 3024 3071 3088
    Den Haag | 70 | 2511 2513 2514 2521 2595
    = Noord-Brabant
    Eindhoven | 40 | 5611 5612 5613 5617 5652
    Breda | 76 | 4811 4815 4825`,
  ),
  polen: towns(
    'PL',
    `= Wielkopolskie
    Poznań | 61 | 60-101 60-311 60-811 61-131 61-701 61-894
    Leszno | 65 | 64-100
    = Mazowieckie
    Warszawa | 22 | 00-001 00-120 00-515 01-211 02-001 02-672 03-310
    = Pomorskie
    Gdańsk | 58 | 80-001 80-244 80-309 80-831 80-890
    Gdynia | 58 | 81-310 81-364
    = Dolnośląskie
    Wrocław | 71 | 50-020 50-101 51-501 53-333 54-203
    = Zachodniopomorskie
    Szczecin | 91 | 70-405 70-535 71-210 71-637
    = Małopolskie
    Kraków | 12 | 30-001 30-059 31-011 31-511 31-864
    = Łódzkie
    Łódź | 42 | 90-001 90-057 91-425 93-005
    = Lubuskie
    Gorzów Wielkopolski | 95 | 66-400
    Zielona Góra | 68 | 65-001 65-048
    = Kujawsko-pomorskie
    Bydgoszcz | 52 | 85-001 85-023 85-801
    Toruń | 56 | 87-100`,
  ),
} as const
