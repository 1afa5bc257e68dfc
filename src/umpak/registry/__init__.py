"""Who and where: territory, people, cooperatives, enterprises, BUMDes."""
